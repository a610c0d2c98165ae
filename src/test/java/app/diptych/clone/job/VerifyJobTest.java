package app.diptych.clone.job;

import static app.diptych.clone.Results.failed;
import static app.diptych.clone.Results.refusals;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.block.Content;
import app.diptych.block.Region;
import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Fit;
import app.diptych.clone.Images;
import app.diptych.clone.Phase;
import app.diptych.clone.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Comparing image files.
@Timeout(240)
final class VerifyJobTest {
  private static final int SIZE = ImageJobs.SIZE;

  private final Path folder;
  private final ImageJobs jobs;

  VerifyJobTest(@TempDir Path folder) {
    this.folder = folder;
    this.jobs = new ImageJobs(folder);
  }

  @Test
  void comparingFindsEveryRegionThatDiffers() throws IOException {
    Path source = jobs.image("a", 1, SIZE);
    byte[] bytes = Content.random(1, SIZE);
    bytes[600] ^= 1;
    bytes[1024] ^= 1;
    bytes[SIZE - 1] ^= 1;
    Path target = Files.write(folder.resolve("b"), bytes);

    assertThat(verify(source, target, Fit.EXACT))
        .isEqualTo(
            new CloneResult.Mismatch(
                List.of(new Region(512, 1024), new Region(SIZE - 512, 512)), 1536));
  }

  @Test
  void comparingLooksAtTheStartOfALargerTargetWhereWished() throws IOException {
    Path source = jobs.image("a", 1, SIZE);
    byte[] bytes = Content.random(3, 2 * SIZE);
    System.arraycopy(Content.random(1, SIZE), 0, bytes, 0, SIZE);
    Path target = Files.write(folder.resolve("b"), bytes);

    assertThat(verify(source, target, Fit.START)).isInstanceOf(CloneResult.Completed.class);
    assertThat(refusals(verify(source, target, Fit.EXACT)))
        .containsExactly(new Refusal.Lengths(SIZE, 2L * SIZE, true));
  }

  @Test
  void comparingWithNothingIsRefusedAndCreatesNothing() throws IOException {
    Path target = folder.resolve("b");

    assertThat(refusals(verify(jobs.image("a", 1, SIZE), target, Fit.EXACT)))
        .containsExactly(new Refusal.NothingToCompare(target));
    assertThat(target).doesNotExist();
  }

  @Test
  void comparingCanBeCancelledAndIsDoneOnce() throws IOException {
    Path source = jobs.image("a", 1, SIZE);
    var job = new VerifyJob(request(source, source, Fit.EXACT), jobs.listener());
    job.cancel();

    assertThat(job.run()).isInstanceOf(CloneResult.Cancelled.class);
    assertThat(job.progress().bytesDone()).isZero();
    assertThatThrownBy(job::run).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatWasNotComparedWhenItWasCancelledIsNotCounted() throws IOException {
    Path source = jobs.image("a", 1, SIZE);
    var started = new ArrayList<VerifyJob>();
    var listener =
        new CloneListener() {
          @Override
          public void phase(Phase phase) {}

          @Override
          public void percent(Phase phase, int percent) {
            started.getFirst().cancel();
          }
        };
    started.add(new VerifyJob(request(source, source, Fit.EXACT), listener));

    assertThat(started.getFirst().run()).isEqualTo(new CloneResult.Cancelled(2 << 20, SIZE));
  }

  /// The file system finds no data beyond the end of either, as if both had a hole there.
  @Test
  void whatIsCutOffBothMeanwhileIsNotCalledEqual() throws IOException {
    int size = 64 << 20;
    Path source = jobs.image("a", 1, size);
    Path target = Files.copy(source, folder.resolve("b"));
    CloneListener cut =
        phase -> {
          if (phase == Phase.VERIFYING) {
            cutOff(source, size / 2);
            cutOff(target, size / 2);
          }
        };

    CloneResult result = new VerifyJob(request(source, target, Fit.EXACT), cut).run();

    assertThat(failed(result).reason()).endsWith("it ends at byte " + size / 2);
  }

  private static void cutOff(Path file, long size) {
    try (var open = FileChannel.open(file, StandardOpenOption.WRITE)) {
      open.truncate(size);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private CloneResult verify(Path source, Path target, Fit fit) {
    return new VerifyJob(request(source, target, fit), jobs.listener()).run();
  }

  private static CloneRequest request(Path source, Path target, Fit fit) {
    return Images.request(
        source, target, new CloneRequest.Options(fit, true, false, Optional.empty()));
  }
}
