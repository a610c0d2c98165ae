package app.diptych.clone.job;

import static app.diptych.clone.Results.completed;
import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.Content;
import app.diptych.block.Region;
import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Comparison;
import app.diptych.clone.Images;
import app.diptych.clone.Phase;
import app.diptych.report.JobReport;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The ways in which real clones of image files are verified.
@Timeout(240)
final class ComparisonTest {
  private static final int SIZE = ImageJobs.SIZE;
  private static final CloneRequest.Options BY_HASH =
      ImageJobs.VERIFY.with(new Comparison(Comparison.Way.HASH, false), true);
  private static final CloneRequest.Options WITH_SHA =
      ImageJobs.VERIFY.with(new Comparison(Comparison.Way.BOTH, true), true);

  private final Path folder;
  private final Path target;
  private final ImageJobs jobs;

  ComparisonTest(@TempDir Path folder) {
    this.folder = folder;
    this.target = folder.resolve("b");
    this.jobs = new ImageJobs(folder);
  }

  private static String sha256(Path file) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(digest);
  }

  /// A source with a hole in its middle and in its end.
  private Path sparse() throws IOException {
    Path source = folder.resolve("sparse");
    try (var file = new RandomAccessFile(source.toFile(), "rw")) {
      file.setLength(40 << 20);
      file.write(Content.random(1, 3 << 20));
      file.seek(17 << 20);
      file.write(Content.random(2, 1 << 20));
    }
    return source;
  }

  @Test
  void byHashTheSourceIsReadOnce() throws IOException {
    CloneJob job = jobs.job(jobs.image("a", 1, SIZE), target, BY_HASH);

    assertThat(job.run()).isInstanceOf(CloneResult.Completed.class);

    JobReport.Amounts amounts = job.report().orElseThrow().amounts();
    assertThat(amounts.read()).isLessThan(SIZE + (1 << 20));
    assertThat(amounts.compared()).isEqualTo(SIZE);
    assertThat(job.report().orElseThrow().options()).containsEntry("verify-by", "hash");
  }

  @Test
  void byHashASparseSourceIsVerifiedToo() throws IOException {
    Path source = sparse();

    assertThat(completed(jobs.job(source, target, BY_HASH).run()).verified()).isTrue();
    assertThat(target).satisfies(Content.of(source));
  }

  @Test
  void byHashATargetThatChangesIsFound() throws IOException {
    CloneListener listener =
        phase -> {
          if (phase == Phase.VERIFYING) {
            Images.flip(target, 3_000_000);
          }
        };

    CloneResult result = jobs.job(jobs.image("a", 1, SIZE), target, BY_HASH, listener).run();

    long sector = 3_000_000 - 3_000_000 % 512;
    assertThat(result).isEqualTo(new CloneResult.Mismatch(List.of(new Region(sector, 512)), 512));
  }

  @Test
  void theHashIsThatOfTheWholeSource() throws Exception {
    Path source = sparse();
    CloneJob job = jobs.job(source, target, WITH_SHA);

    job.run();

    assertThat(job.report().orElseThrow().hashes())
        .containsExactly(new JobReport.Hash("SHA-256", sha256(source)));
  }

  @Test
  void aComparisonTellsTheHashOfTheSourceAlsoWhereTheTargetDiffers() throws Exception {
    Path source = jobs.image("a", 1, SIZE);
    Path other = jobs.image("c", 2, SIZE);
    var job = new VerifyJob(Images.request(source, other, WITH_SHA), CloneListener.NONE);

    assertThat(job.run()).isInstanceOf(CloneResult.Mismatch.class);

    assertThat(job.report().orElseThrow().hashes())
        .containsExactly(new JobReport.Hash("SHA-256", sha256(source)));
    assertThat(job.report().orElseThrow().options()).containsEntry("sha256", "true");
  }

  @Test
  void whatWasNotComparedToTheEndHasNoHash() throws IOException {
    CloneJob job = jobs.job(jobs.image("a", 1, SIZE), target, WITH_SHA);
    job.skipVerification();

    assertThat(job.run()).isInstanceOf(CloneResult.Completed.class);
    assertThat(job.report().orElseThrow().hashes()).isEmpty();
  }
}
