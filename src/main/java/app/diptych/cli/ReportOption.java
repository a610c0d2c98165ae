package app.diptych.cli;

import app.diptych.clone.CloneRequest;
import app.diptych.clone.Refusal;
import app.diptych.clone.check.ReportCheck;
import app.diptych.report.JobReport;
import app.diptych.report.ReportFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;

/// Where the report of a job goes, beside the place where all are kept.
final class ReportOption {
  private static final Logger LOG = LoggerFactory.getLogger(ReportOption.class);

  private final Setting<Path> file =
      Setting.option(
          "--report",
          "FILE",
          Path.class,
          "Write what became of the job to FILE as well: as HTML if its name ends in .html,"
              + " else as JSON. A report or an empty file that is there is replaced, nothing"
              + " else.");

  /// Adds them to a command.
  void addTo(CommandSpec command) {
    file.addTo(command);
  }

  /// What stands against the file.
  Optional<Refusal> refusal(CloneRequest request) {
    return file.chosen().flatMap(path -> ReportCheck.refusal(new ReportFile(path), request));
  }

  /// Writes it. What goes wrong changes nothing about how the job ended.
  ///
  /// @return what went wrong, in one line
  Optional<String> write(Optional<JobReport> report) {
    if (!file.isSet()) {
      return Optional.empty();
    }
    var to = new ReportFile(file.value());
    try {
      if (report.isEmpty()) {
        return Optional.of("there is none, see the log");
      }
      to.write(report.get());
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      LOG.warn("the report could not be written", e);
      return Optional.of(to.path() + ": " + ReportCheck.words(to, e));
    }
  }
}
