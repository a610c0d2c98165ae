package app.diptych.cli;

import app.diptych.clone.CloneResult;
import app.diptych.report.JobReport;
import java.util.List;
import java.util.Optional;

/// A command's job that is over, or was never begun.
///
/// @param result how it ended
/// @param report what there is to tell of it; empty where it was never begun
record Ended(CloneResult result, Optional<JobReport> report) {

  /// Without having begun.
  static Ended before(CloneResult result) {
    return new Ended(result, Optional.empty());
  }

  /// What the checks of the job found to be known.
  List<String> warnings() {
    return report.map(it -> it.faults().warnings()).orElse(List.of());
  }

  /// The hashes that were taken along.
  List<JobReport.Hash> hashes() {
    return report.map(JobReport::hashes).orElse(List.of());
  }
}
