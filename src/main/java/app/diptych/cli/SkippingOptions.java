package app.diptych.cli;

import app.diptych.clone.CloneRequest;
import app.diptych.clone.Journaling;
import app.diptych.clone.Skipping;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// What becomes of unreadable sectors.
final class SkippingOptions {
  @Option(
      names = "--on-read-error",
      paramLabel = "stop|skip",
      description = {
        "stop (default): end at the first unreadable sector.",
        "skip: copy all the rest first, then try again what failed; what stays unreadable is",
        "zeros on the target, and listed."
      })
  private OnReadError onReadError = OnReadError.STOP;

  @Option(
      names = "--retries",
      paramLabel = "N",
      description = "Read bad sectors so many times more at the end (default: 0).")
  private Optional<Integer> retries = Optional.empty();

  @Option(
      names = "--map",
      paramLabel = "FILE",
      description = {
        "Keep a map of what was read and what was not, in the format of ddrescue;",
        "where FILE exists, go on from it."
      })
  private Optional<Path> map = Optional.empty();

  @Spec(Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  /// What the first unreadable sector does.
  enum OnReadError {
    /// It ends the job.
    STOP,
    /// It is passed over.
    SKIP;

    /// The word on the command line.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// These options added to others.
  ///
  /// @throws ParameterException if some of them make no sense without others
  CloneRequest.Options applied(CloneRequest.Options options) {
    if (retries.isPresent() && retries.get() < 0) {
      throw new ParameterException(spec.commandLine(), "--retries must not be negative");
    }
    if (onReadError == OnReadError.SKIP) {
      if (options.rate() > 0) {
        throw new ParameterException(
            spec.commandLine(), "--rate cannot be combined with --on-read-error=skip");
      }
      if (!options.journaling().equals(Journaling.DEFAULT)) {
        throw new ParameterException(
            spec.commandLine(),
            "--resume and --journal cannot be combined with --on-read-error=skip: go on from a"
                + " --map");
      }
      return options.with(new Skipping(retries.orElse(0), map));
    }
    if (retries.isPresent() || map.isPresent()) {
      throw new ParameterException(
          spec.commandLine(), "--retries and --map need --on-read-error=skip");
    }
    return options;
  }
}
