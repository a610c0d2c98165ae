package app.diptych.ui;

import app.diptych.report.JobReport;
import app.diptych.report.Reports;
import app.diptych.ui.history.Shelf;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;

/// Reports of jobs that nobody has run.
public final class SampleReports implements Shelf {
  private static final long SIZE = 64_023_257_088L;
  private static final Instant BEGUN = Instant.parse("2026-03-01T10:15:30Z");

  private final List<Reports.Kept> kept =
      new CopyOnWriteArrayList<>(
          List.of(
              new Reports.Kept("2", failed()),
              new Reports.Kept("1", completed(JobReport.Faults.NONE))));

  @Override
  public List<Reports.Kept> list() {
    return List.copyOf(kept);
  }

  @Override
  public void delete(String id) {
    kept.removeIf(report -> report.id().equals(id));
  }

  private static JobReport completed(JobReport.Faults faults) {
    return report(JobReport.Outcome.COMPLETED, "Cloned", SIZE, faults);
  }

  private static JobReport failed() {
    return report(
        JobReport.Outcome.FAILED,
        "Failed",
        0,
        new JobReport.Faults(
            List.of("target: write /dev/sdc @4096+4096: EIO (Input/output error)"),
            List.of(),
            List.of(new JobReport.Stall("target", "/dev/sdc", "write", 12)),
            JobReport.Places.NONE,
            JobReport.Places.NONE,
            JobReport.Places.NONE));
  }

  private static JobReport report(
      JobReport.Outcome outcome, String message, long compared, JobReport.Faults faults) {
    return new JobReport(
        "1",
        JobReport.Kind.CLONE,
        outcome,
        message,
        new JobReport.Course(
            BEGUN,
            BEGUN.plusSeconds(151),
            Duration.ofSeconds(151),
            List.of(new JobReport.Phase("copying", 150_000))),
        disk("/dev/sdb", "SanDisk Ultra", "4C530001230518"),
        disk("/dev/sdc", "SanDisk Extreme", "AA0102033577"),
        Map.of(),
        new JobReport.Amounts(
            SIZE, SIZE, SIZE / 2, SIZE / 2, 0, compared, 412_000_000, 498_000_000),
        faults,
        List.of());
  }

  private static JobReport.Device disk(String path, String model, String serial) {
    return new JobReport.Device(
        path,
        "disk",
        Optional.of(model),
        Optional.of(serial),
        Optional.empty(),
        OptionalLong.of(SIZE),
        OptionalLong.of(512),
        OptionalLong.empty());
  }
}
