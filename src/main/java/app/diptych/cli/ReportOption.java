package app.diptych.cli;

import app.diptych.cli.output.Console;
import app.diptych.cli.output.ProgressKind;
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

  /// Writes it. What goes wrong is told in one line, and changes nothing about how the job ended.
  void write(Optional<JobReport> report, Console console, ProgressKind progress) {
    if (!file.isSet()) {
      return;
    }
    var to = new ReportFile(file.value());
    try {
      if (report.isEmpty()) {
        console.warn("the report was not written: there is none, see the log", progress);
      } else {
        to.write(report.get());
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("the report could not be written", e);
      String why = to.path() + ": " + ReportCheck.words(to, e);
      console.warn("the report was not written: " + why, progress);
    }
  }
}
