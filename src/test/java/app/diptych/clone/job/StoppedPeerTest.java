package app.diptych.clone.job;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.Later;
import app.diptych.block.Content;
import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.ExportPlan;
import app.diptych.clone.Images;
import app.diptych.clone.Job;
import app.diptych.clone.Journaling;
import app.diptych.clone.LiveExport;
import app.diptych.clone.MirrorRequest;
import app.diptych.clone.Phase;
import app.diptych.clone.Refusal;
import app.diptych.clone.pair.Surroundings;
import app.diptych.disks.DiskInventory;
import app.diptych.mirror.CopyMode;
import app.diptych.nbd.PeerProcess;
import app.diptych.nbd.client.ClientOptions;
import app.diptych.nbd.client.NbdClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Jobs whose target is an nbdkit that is stopped, as by SIGSTOP, while time flies.
@Timeout(240)
final class StoppedPeerTest {
  private static final int SIZE = 16 << 20;
  private static final byte[] NEWS = Content.random(7, 4096);
  private static final long LIMIT_SECONDS = 60;

  private final Path folder;
  private final Path source;
  private final Path target;
  private final PeerProcess peer;
  private final AskedTime time = new AskedTime();
  private final LiveListener listener = new LiveListener();
  private final CompletableFuture<LiveExport> exported = new CompletableFuture<>();
  private final CompletableFuture<CloneResult> end = new CompletableFuture<>();
  private final List<Job> jobs = new ArrayList<>();

  StoppedPeerTest(@TempDir Path folder) throws Exception {
    this.folder = folder;
    this.source = Images.random(folder.resolve("a"), 1, SIZE);
    this.target = Images.hole(folder.resolve("b"), SIZE);
    this.peer = PeerProcess.nbdkit("file", target.toString());
  }

  @AfterEach
  void close() throws Exception {
    peer.goOn();
    jobs.forEach(Job::cancel);
    if (!jobs.isEmpty()) {
      end.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
    peer.close();
  }

  private CloneRequest request(boolean resumes) {
    return Images.request(
        source,
        peer.uri(),
        CloneRequest.Options.DEFAULT
            .withRate(40 << 20)
            .with(new Journaling(Optional.of(folder.resolve("journals")), resumes)));
  }

  private Surroundings fast(Surroundings usual) {
    return new Surroundings(usual.checks(), usual.disks(), time, Duration.ofMillis(5));
  }

  // The mirror would give it up after a while.
  private void awaitStall() throws Exception {
    listener.awaitStall(Refusal.Role.TARGET);
    time.stop();
  }

  private MirrorJob mirror() throws Exception {
    var request = new MirrorRequest(request(false), ExportPlan.PRIVATE, CopyMode.WRITE_BLOCKING);
    var job =
        new MirrorJob(
            request,
            fast(Surroundings.of(request, DiskInventory.of(List::of))),
            listener,
            exported::complete);
    start(job);
    listener.await(Phase.IN_SYNC);
    return job;
  }

  private void start(Job job) {
    jobs.add(job);
    Thread.startVirtualThread(() -> end.complete(job.run()));
  }

  private NbdClient client() throws Exception {
    return NbdClient.connect(
        exported.get(LIMIT_SECONDS, TimeUnit.SECONDS).uri(), ClientOptions.WRITE);
  }

  private static CompletableFuture<Void> write(NbdClient client, long offset) {
    return Later.run(() -> Content.write(client, offset, NEWS));
  }

  @Test
  void aCloneGoesOnWhenItAnswersAgain() throws Exception {
    var job =
        new CloneJob(
            request(false),
            fast(Surroundings.of(DiskInventory.of(List::of))),
            listener,
            Optional.empty());
    listener.when(Phase.COPYING, peer::stall);
    start(job);

    awaitStall();
    peer.goOn();
    listener.awaitRecovery(Refusal.Role.TARGET);
    assertThat(end.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isInstanceOf(CloneResult.Completed.class);
    assertThat(target).satisfies(Content.of(source));
  }

  @Test
  void aMirrorInSyncGoesOnWhenItAnswersAgain() throws Exception {
    MirrorJob job = mirror();
    try (NbdClient client = client()) {
      peer.stall();
      CompletableFuture<Void> write = write(client, 0);
      awaitStall();
      assertThat(write).isNotDone();
      peer.goOn();
      write.get(LIMIT_SECONDS, TimeUnit.SECONDS);
      listener.awaitRecovery(Refusal.Role.TARGET);
    }
    job.cancel();
    assertThat(end.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isInstanceOf(CloneResult.Completed.class);
    assertThat(target).satisfies(Content.of(source));
  }

  @Test
  void aMirrorWhoseClientsWaitTooLongGoesOnWithoutIt() throws Exception {
    MirrorJob job = mirror();
    try (NbdClient client = client()) {
      peer.stall();
      CompletableFuture<Void> write = write(client, 4096);
      listener.awaitStall(Refusal.Role.TARGET);
      assertThat(listener.awaitFailure())
          .matches("target: (write|flush) nbd\\+unix://.*")
          .endsWith(": no answer came, and the connection was closed");
      write.get(LIMIT_SECONDS, TimeUnit.SECONDS);
      Content.write(client, 4096, NEWS);
      client.flush();
      assertThat(Content.read(client, 4096, NEWS.length)).isEqualTo(NEWS);
    }
    job.cancel();
    assertThat(end.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isInstanceOf(CloneResult.Failed.class);
    peer.goOn();
    assertThat(
            new CloneJob(
                    request(true),
                    Surroundings.of(DiskInventory.of(List::of)),
                    CloneListener.NONE,
                    Optional.empty())
                .run())
        .isInstanceOf(CloneResult.Completed.class);
    assertThat(target).satisfies(Content.of(source));
  }
}
