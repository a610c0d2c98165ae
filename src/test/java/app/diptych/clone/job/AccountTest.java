package app.diptych.clone.job;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.Region;
import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Images;
import app.diptych.clone.Phase;
import app.diptych.clone.control.Assignment;
import app.diptych.clone.control.Control;
import app.diptych.clone.control.ControlledJob;
import app.diptych.mirror.Progress;
import app.diptych.report.JobReport;
import app.diptych.report.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the reports of real jobs tell.
@Timeout(240)
final class AccountTest {
  private static final int SIZE = ImageJobs.SIZE;

  private final Path folder;
  private final ImageJobs jobs;

  AccountTest(@TempDir Path folder) {
    this.folder = folder;
    this.jobs = new ImageJobs(folder);
  }

  @Test
  void aCloneTellsBothSidesAndHowMuch() throws IOException {
    Path source = jobs.image("a", 1, SIZE);
    CloneJob job = jobs.job(source, folder.resolve("b"), ImageJobs.VERIFY);
    assertThat(job.report()).isEmpty();

    job.run();

    JobReport report = job.report().orElseThrow();
    assertThat(report.kind()).isEqualTo(JobReport.Kind.CLONE);
    assertThat(report.outcome()).isEqualTo(JobReport.Outcome.COMPLETED);
    assertThat(report.message()).contains("verified");
    assertThat(report.source().name()).isEqualTo(source.toString());
    assertThat(report.source().kind()).isEqualTo("image");
    assertThat(report.source().size()).hasValue(SIZE);
    assertThat(report.options()).containsEntry("verify", "true").containsEntry("fit", "exact");
    assertThat(report.course().phases())
        .extracting(JobReport.Phase::name)
        .containsExactly("preparing", "copying", "flushing", "verifying");
    assertThat(report.amounts().total()).isEqualTo(SIZE);
    assertThat(report.amounts().read()).isGreaterThanOrEqualTo(2L * SIZE);
    assertThat(report.amounts().written()).isGreaterThanOrEqualTo(SIZE);
    assertThat(report.amounts().compared()).isEqualTo(SIZE);
    assertThat(report.amounts().meanRate()).isPositive();
    assertThat(report.amounts().peakRate()).isGreaterThanOrEqualTo(report.amounts().meanRate());
    assertThat(report.faults()).isEqualTo(JobReport.Faults.NONE);
  }

  @Test
  void itIsKept() throws IOException {
    CloneJob job = jobs.job(jobs.image("a", 1, SIZE), folder.resolve("b"), ImageJobs.VERIFY);

    job.run();

    assertThat(Reports.ofThisUser().list())
        .extracting(Reports.Kept::report)
        .contains(job.report().orElseThrow());
  }

  @Test
  void aRefusalIsToldWithItsReasons() throws IOException {
    Path source = jobs.image("a", 1, SIZE);
    CloneJob job = jobs.job(source, source, ImageJobs.VERIFY);

    job.run();

    JobReport report = job.report().orElseThrow();
    assertThat(report.outcome()).isEqualTo(JobReport.Outcome.REFUSED);
    assertThat(report.faults().errors()).singleElement().asString().contains("the same");
    assertThat(report.amounts().written()).isZero();
  }

  @Test
  void aJobThatIsCancelledBeforeItBeginsHasOneToo() throws IOException {
    CloneJob job = jobs.job(jobs.image("a", 1, SIZE), folder.resolve("b"), ImageJobs.VERIFY);
    job.cancel();

    job.run();

    assertThat(job.report().orElseThrow().outcome()).isEqualTo(JobReport.Outcome.CANCELLED);
    assertThat(job.report().orElseThrow().amounts().meanRate()).isZero();
  }

  @Test
  void aComparisonListsWhatDiffers() throws IOException {
    Path source = jobs.image("a", 1, SIZE);
    Path target = jobs.image("b", 1, SIZE);
    byte[] bytes = Files.readAllBytes(target);
    bytes[5000] ^= 1;
    Files.write(target, bytes);
    var request = Images.request(source, target, CloneRequest.Options.DEFAULT);
    var job = new VerifyJob(request, CloneListener.NONE);

    job.run();

    JobReport report = job.report().orElseThrow();
    assertThat(report.kind()).isEqualTo(JobReport.Kind.VERIFY);
    assertThat(report.outcome()).isEqualTo(JobReport.Outcome.MISMATCH);
    assertThat(report.faults().differing())
        .isEqualTo(new JobReport.Places(1, 512, List.of(new Region(4608, 512))));
    assertThat(report.amounts().compared()).isEqualTo(SIZE);
    assertThat(report.amounts().written()).isZero();
  }

  @Test
  void aReportThatCannotBeDrawnUpChangesNothing() {
    var request = Images.request(Path.of("a"), Path.of("b"), CloneRequest.Options.DEFAULT);
    var isDone = new AtomicBoolean();

    var job =
        new ControlledJob(CloneListener.NONE, System::nanoTime) {
          @Override
          protected Assignment assignment() {
            return Assignment.clone(request);
          }

          @Override
          protected CloneResult perform() {
            control().board().begin(Phase.COPYING, this::counted);
            isDone.set(true);
            return Control.NOTHING_DONE;
          }

          private Progress counted() {
            if (isDone.get()) {
              throw new IllegalStateException("a counter with a fault");
            }
            return new Progress(0, 8000);
          }
        };

    assertThat(job.run()).isEqualTo(Control.NOTHING_DONE);
    assertThat(job.report()).isEmpty();
  }
}
