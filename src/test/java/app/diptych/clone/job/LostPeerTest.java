package app.diptych.clone.job;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.Await;
import app.diptych.block.Content;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.ExportPlan;
import app.diptych.clone.Images;
import app.diptych.clone.Job;
import app.diptych.clone.Journaling;
import app.diptych.clone.MirrorRequest;
import app.diptych.clone.Phase;
import app.diptych.clone.pair.Surroundings;
import app.diptych.disks.DiskInventory;
import app.diptych.mirror.CopyMode;
import app.diptych.nbd.PeerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Jobs whose nbdkit is killed at a moment at which they ask it for nothing.
@Timeout(240)
final class LostPeerTest {
  private static final int SIZE = 64 << 20;
  private static final long LIMIT_SECONDS = 60;
  private static final String WHY = ": the server closed the connection";

  private final Path folder;
  private final Path image;
  private final Path served;
  private final LiveListener listener = new LiveListener();
  private final CompletableFuture<CloneResult> end = new CompletableFuture<>();
  private PeerProcess peer;

  LostPeerTest(@TempDir Path folder) throws Exception {
    this.folder = folder;
    this.image = Images.random(folder.resolve("a"), 1, SIZE);
    this.served = folder.resolve("b");
    Images.hole(served, SIZE);
    this.peer = PeerProcess.nbdkit("file", served.toString());
  }

  @AfterEach
  void close() throws Exception {
    peer.close();
  }

  private CloneRequest.Options options(boolean resumes) {
    return CloneRequest.Options.DEFAULT.with(
        new Journaling(Optional.of(folder.resolve("journals")), resumes));
  }

  private CloneRequest ontoPeer(CloneRequest.Options options) {
    return Images.request(image, peer.uri(), options);
  }

  private static Surroundings quick(Surroundings usual) {
    return new Surroundings(usual.checks(), usual.disks(), usual.nanoTime(), Duration.ofMillis(5));
  }

  private CloneJob clone(CloneRequest request) {
    return new CloneJob(
        request, quick(Surroundings.of(DiskInventory.of(List::of))), listener, Optional.empty());
  }

  private void start(Job job) {
    Thread.startVirtualThread(() -> end.complete(job.run()));
  }

  private CloneResult.Failed failure() throws Exception {
    return (CloneResult.Failed) end.get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  private static void restAfterSome(Job job) {
    Await.until("some is durable", () -> job.progress().bytesDone() >= 16 << 20);
    job.pause();
  }

  @Test
  void aCloneThatRestsIsToldAtOnceAndGoesOnWithTheNext() throws Exception {
    CloneJob job = clone(ontoPeer(options(false).withRate(24 << 20)));
    start(job);
    restAfterSome(job);

    peer.kill();

    assertThat(failure().reason()).startsWith("target: ").contains(WHY);
    assertThat(job.canGoOn()).isTrue();
    peer = peer.again();
    assertThat(clone(ontoPeer(options(true))).run()).isInstanceOf(CloneResult.Completed.class);
    assertThat(served).satisfies(Content.of(image));
  }

  @Test
  void aSourceIsMissedAsWell() throws Exception {
    CloneJob job = clone(Images.request(peer.uri(), image, options(false)));
    listener.when(Phase.COPYING, job::pause);
    start(job);
    listener.await(Phase.COPYING);

    peer.kill();

    assertThat(failure().reason()).startsWith("source: ").contains(WHY);
  }

  @Test
  void aVerificationThatRestsIsToldAtOnce() throws Exception {
    CloneJob job = clone(ontoPeer(ImageJobs.VERIFY));
    listener.when(Phase.VERIFYING, job::pause);
    start(job);
    listener.await(Phase.VERIFYING);

    peer.kill();

    assertThat(failure().phase()).isEqualTo(Phase.VERIFYING);
  }

  private MirrorJob inSync() throws Exception {
    var request =
        new MirrorRequest(ontoPeer(options(false)), ExportPlan.PRIVATE, CopyMode.WRITE_BLOCKING);
    var job =
        new MirrorJob(
            request,
            quick(Surroundings.of(request, DiskInventory.of(List::of))),
            listener,
            _ -> {});
    start(job);
    listener.await(Phase.IN_SYNC);
    return job;
  }

  @Test
  void aMirrorInSyncIsToldThoughNobodyWrites() throws Exception {
    MirrorJob job = inSync();
    assertThat(listener.hasFailed()).isFalse();

    peer.kill();

    assertThat(listener.awaitFailure()).startsWith("target: ").contains(WHY);
    job.cancel();
    assertThat(failure().phase()).isEqualTo(Phase.IN_SYNC);
  }

  @Test
  void aMirrorThatWasFinishedMissesNoTarget() throws Exception {
    MirrorJob job = inSync();
    job.detach();
    listener.await(Phase.DETACHED);

    peer.stop();

    job.cancel();
    assertThat(end.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isInstanceOf(CloneResult.Completed.class);
    assertThat(listener.hasFailed()).isFalse();
    assertThat(served).satisfies(Content.of(image));
  }
}
