package app.diptych.clone.job;

import static app.diptych.clone.Results.completed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.block.BlockDevice;
import app.diptych.block.Content;
import app.diptych.block.DeviceException;
import app.diptych.block.os.OpenOptions;
import app.diptych.block.os.RawDevice;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Fit;
import app.diptych.clone.Images;
import app.diptych.clone.JobProgress;
import app.diptych.clone.LiveUse;
import app.diptych.clone.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whole clones of image files, as anybody may do them.
@Timeout(240)
final class CloneJobTest {
  private static final int SIZE = ImageJobs.SIZE;
  private static final CloneRequest.Options VERIFY = ImageJobs.VERIFY;

  private final Path folder;
  private final ImageJobs jobs;

  CloneJobTest(@TempDir Path folder) {
    this.folder = folder;
    this.jobs = new ImageJobs(folder);
  }

  @ParameterizedTest
  @ValueSource(ints = {512, 4096, (1 << 20) - 512, 1 << 20, (1 << 20) + 512, SIZE})
  void anImageIsClonedOntoAnother(int size) throws IOException {
    Path source = jobs.image("a", 1, size);
    Path target = jobs.image("b", 2, size);

    CloneResult result = jobs.job(source, target, VERIFY).run();

    CloneResult.Completed completed = completed(result);
    assertThat(completed.bytes()).isEqualTo(size);
    assertThat(completed.verified()).isTrue();
    assertThat(completed.took()).isPositive();
    assertThat(target).satisfies(Content.of(source));
  }

  @Test
  void aMissingTargetIsCreated() throws IOException {
    Path source = jobs.image("a", 1, SIZE);
    Path target = folder.resolve("b");

    assertThat(completed(jobs.job(source, target, CloneRequest.Options.DEFAULT).run()).verified())
        .isFalse();
    assertThat(target).satisfies(Content.of(source));
  }

  @Test
  void theListenerHearsPhasesInOrderAndPercentsUpToHundred() throws IOException {
    jobs.job(jobs.image("a", 1, SIZE), folder.resolve("b"), VERIFY).run();

    assertThat(jobs.listener().phases())
        .containsExactly("preparing", "copying", "flushing", "verifying");
    for (Phase phase : List.of(Phase.COPYING, Phase.VERIFYING)) {
      assertThat(jobs.listener().percents(phase)).isSorted().doesNotHaveDuplicates().endsWith(100);
    }
    assertThat(jobs.listener().wasCalledTwiceAtOnce()).isFalse();
  }

  @Test
  void theStartOfALargerTargetIsWrittenAndTheRestKept() throws IOException {
    Path source = jobs.image("a", 1, SIZE);
    Path target = jobs.image("b", 2, 2 * SIZE);
    var start = new CloneRequest.Options(Fit.START, true, false, Optional.empty());

    assertThat(jobs.job(source, target, start).run()).isInstanceOf(CloneResult.Completed.class);
    byte[] expected = Content.random(2, 2 * SIZE);
    System.arraycopy(Content.random(1, SIZE), 0, expected, 0, SIZE);
    assertThat(target).satisfies(Content.of(expected));
  }

  @Test
  void aHugeSparseImageIsClonedAndComparedInNoTime() throws IOException {
    Path source = Images.hole(folder.resolve("a"), 1L << 40);
    Path target = folder.resolve("b");

    assertThat(jobs.job(source, target, VERIFY).run()).isInstanceOf(CloneResult.Completed.class);
    assertThat(target).hasSize(1L << 40);
  }

  @Test
  void whatIsWrittenMeanwhileIsOnBothSides() throws Exception {
    Path source = jobs.image("a", 1, 32 << 20);
    Path target = folder.resolve("b");
    var writer = new Writer();

    assertThat(jobs.live(source, target, VERIFY, writer).run())
        .isInstanceOf(CloneResult.Completed.class);
    assertThat(writer.failure).isNotDone();
    assertThat(writer.writes).isPositive();
    assertThat(target).satisfies(Content.of(source));
    assertThat(Files.mismatch(source, jobs.image("c", 1, 32 << 20))).isNotNegative();
  }

  /// Writes all over the device until it is ended.
  private static final class Writer implements LiveUse {
    private final CompletableFuture<Void> failure = new CompletableFuture<>();
    private final CompletableFuture<Void> first = new CompletableFuture<>();
    private volatile boolean isEnded;
    private volatile int writes;
    private Thread thread = Thread.ofPlatform().unstarted(() -> {});

    @Override
    public void begin(BlockDevice device) {
      thread = Thread.ofPlatform().name("writer").start(() -> write(device));
    }

    private void write(BlockDevice device) {
      try {
        for (int i = 0; !isEnded; i++) {
          long at = (i * 7919L * 4096) % device.geometry().size();
          Content.write(device, at, Content.random(i, 4096));
          writes = i + 1;
          first.complete(null);
        }
      } catch (DeviceException | RuntimeException e) {
        failure.completeExceptionally(e);
        first.complete(null);
      }
    }

    @Override
    public void end() {
      first.join();
      isEnded = true;
      try {
        thread.join();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Test
  void aBugLeavesNoDeviceOpen() throws Exception {
    Path target = jobs.image("b", 2, SIZE);
    LiveUse use =
        _ -> {
          throw new IllegalStateException("a bug");
        };

    assertThatThrownBy(() -> jobs.live(jobs.image("a", 1, SIZE), target, VERIFY, use).run())
        .hasMessage("a bug");
    RawDevice.open(target, OpenOptions.TARGET).close();
  }

  @Test
  void aJobIsDoneOnce() throws IOException {
    CloneJob job = jobs.job(jobs.image("a", 1, SIZE), folder.resolve("b"), VERIFY);
    job.run();

    assertThatThrownBy(job::run).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void progressBeforeItRunsIsNone() throws IOException {
    JobProgress progress =
        jobs.job(jobs.image("a", 1, SIZE), folder.resolve("b"), VERIFY).progress();

    assertThat(progress.phase()).isEqualTo(Phase.PREPARING);
    assertThat(progress.percent()).isZero();
    assertThat(progress.secondsLeft()).isEmpty();
  }

  @Test
  void progressAfterItRanIsAll() throws IOException {
    CloneJob job = jobs.job(jobs.image("a", 1, SIZE), folder.resolve("b"), VERIFY);
    job.run();

    assertThat(job.progress().phase()).isEqualTo(Phase.VERIFYING);
    assertThat(job.progress().percent()).isEqualTo(100);
  }
}
