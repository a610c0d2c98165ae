package app.diptych.clone.job;

import static app.diptych.clone.Results.cancelled;
import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.Later;
import app.diptych.block.GatedDevice;
import app.diptych.block.MemoryDevice;
import app.diptych.block.Operation;
import app.diptych.block.Region;
import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Images;
import app.diptych.clone.Journaling;
import app.diptych.clone.LiveUse;
import app.diptych.clone.Phase;
import app.diptych.disks.DiskInventory;
import app.diptych.nbd.server.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Clones of image files that are cancelled, at every moment.
@Timeout(240)
final class CloneCancelledTest {
  private static final int SIZE = ImageJobs.SIZE;
  private static final CloneRequest.Options VERIFY = ImageJobs.VERIFY;

  private final Path folder;
  private final ImageJobs jobs;

  CloneCancelledTest(@TempDir Path folder) {
    this.folder = folder;
    this.jobs = new ImageJobs(folder);
  }

  @Test
  void cancelledBeforeItRunsNothingIsTouched() throws IOException {
    Path target = folder.resolve("b");
    CloneJob job = jobs.job(jobs.image("a", 1, SIZE), target, VERIFY);
    job.cancel();

    assertThat(job.run()).isEqualTo(new CloneResult.Cancelled(0, 0));
    assertThat(target).doesNotExist();
  }

  @Test
  void cancelledWhilePreparingTheCreatedImageIsRemoved() throws IOException {
    Path target = folder.resolve("b");
    var itself = new CompletableFuture<CloneJob>();
    CloneJob job =
        jobs.after(jobs.image("a", 1, SIZE), target, VERIFY, () -> itself.join().cancel());
    itself.complete(job);

    assertThat(job.run()).isEqualTo(new CloneResult.Cancelled(0, 0));
    assertThat(target).doesNotExist();
  }

  /// Whether both are the same is tried before where they end alike, and takes a slow server its
  /// time.
  @Test
  void cancelledBeforeAnythingIsWrittenNothingIsKeptToGoOnFrom() throws Exception {
    Path source = Files.write(folder.resolve("a"), new byte[SIZE]);
    var journaling = new Journaling(Optional.of(folder.resolve("journals")), false);
    try (var device = new MemoryDevice("target", SIZE, 512);
        var gated = new GatedDevice(device);
        TestServer target = TestServer.of(gated)) {
      var request =
          Images.request(source, target.uri(), CloneRequest.Options.DEFAULT.with(journaling));
      var job = new CloneJob(request, DiskInventory.of(List::of), CloneListener.NONE);
      GatedDevice.Stop trial = gated.stopBefore(Operation.WRITE, new Region(0, SIZE));
      CompletableFuture<CloneResult> result = Later.of(job::run);
      trial.awaitArrival();
      job.cancel();
      trial.open();

      assertThat(result.get(60, TimeUnit.SECONDS)).isEqualTo(new CloneResult.Cancelled(0, 0));
    }
    assertThat(new Journals(journaling.folder()).list()).isEmpty();
  }

  @Test
  void cancelledWhileCopyingTheTargetIsIncompleteAndStays() throws IOException {
    Path target = folder.resolve("b");
    var itself = new CompletableFuture<CloneJob>();
    // Holds the copying open until it is cancelled.
    LiveUse use = _ -> itself.join().cancel();
    CloneJob job = jobs.live(jobs.image("a", 1, 64 << 20), target, VERIFY, use);
    itself.complete(job);

    assertThat(cancelled(job.run()).bytesTotal()).isEqualTo(64 << 20);
    assertThat(target).exists();
  }

  @Test
  void cancelledWhileVerifyingItSaysThatAllWasCopied() throws Exception {
    Path source = jobs.image("a", 1, SIZE);
    var itself = new CompletableFuture<CloneJob>();
    CloneListener canceller =
        phase -> {
          if (phase == Phase.VERIFYING) {
            itself.join().cancel();
          }
        };
    CloneJob job = jobs.job(source, folder.resolve("b"), VERIFY, canceller);
    itself.complete(job);

    assertThat(job.run()).isEqualTo(new CloneResult.Cancelled(SIZE, SIZE));
  }

  @Test
  void cancelledWhenItIsOverItStaysCompleted() throws IOException {
    CloneJob job = jobs.job(jobs.image("a", 1, SIZE), folder.resolve("b"), VERIFY);
    CloneResult result = job.run();
    job.cancel();

    assertThat(result).isInstanceOf(CloneResult.Completed.class);
  }

  @Test
  void anInterruptCancels() throws Exception {
    var result = new CompletableFuture<CloneResult>();
    var begun = new CompletableFuture<Void>();
    var hold = new CompletableFuture<Void>();
    LiveUse use =
        _ -> {
          begun.complete(null);
          hold.join();
        };
    CloneJob job = jobs.live(jobs.image("a", 1, 64 << 20), folder.resolve("b"), VERIFY, use);
    Thread thread = Thread.ofPlatform().start(() -> result.complete(job.run()));
    begun.get(60, TimeUnit.SECONDS);
    thread.interrupt();
    hold.complete(null);

    assertThat(result.get(60, TimeUnit.SECONDS)).isInstanceOf(CloneResult.Cancelled.class);
  }
}
