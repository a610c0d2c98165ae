package app.diptych.cli;

import app.diptych.clone.CloneRequest;
import app.diptych.clone.Journaling;
import app.diptych.clone.Skipping;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// What becomes of unreadable sectors.
final class SkippingOptions {
  private final Setting<OnReadError> onReadError =
      Setting.option(
          "--on-read-error",
          "stop|skip",
          OnReadError.class,
          "stop (default): end at the first unreadable sector.",
          "skip: copy all the rest first, then try again what failed; what stays unreadable is"
              + " zeros on the target, and listed.");

  private final Setting<Integer> retries =
      Setting.option(
          "--retries",
          "N",
          Integer.class,
          "Read bad sectors so many times more at the end (default: 0).");

  private final Setting<Path> map =
      Setting.option(
          "--map",
          "FILE",
          Path.class,
          "Keep a map of what was read and what was not, in the format of ddrescue; where FILE"
              + " exists, go on from it.");

  /// Adds them to a command.
  void addTo(CommandSpec command) {
    onReadError.addTo(command);
    retries.addTo(command);
    map.addTo(command);
  }

  /// What the first unreadable sector does.
  enum OnReadError {
    /// It ends the job.
    STOP,
    /// It is passed over.
    SKIP
  }

  /// These options added to others.
  ///
  /// @throws ParameterException if some of them make no sense without others
  CloneRequest.Options applied(CloneRequest.Options options) {
    if (onReadError.or(OnReadError.STOP) == OnReadError.SKIP) {
      if (options.rate() > 0) {
        throw retries.objection("--rate cannot be combined with --on-read-error=skip");
      }
      if (!options.journaling().equals(Journaling.DEFAULT)) {
        throw retries.objection(
            "--resume and --journal cannot be combined with --on-read-error=skip: go on from a"
                + " --map");
      }
      return options.with(new Skipping(retries.or(0), map.chosen()));
    }
    if (retries.isSet() || map.isSet()) {
      throw retries.objection("--retries and --map need --on-read-error=skip");
    }
    return options;
  }
}
