package app.diptych.ui;

import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneRequest.Options;
import app.diptych.clone.Fit;
import app.diptych.clone.Words;
import app.diptych.mirror.CopyMode;
import app.diptych.ui.job.ClientLines;
import app.diptych.ui.job.Wish;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What a person wants done as a command, ready for a shell. It asks before it erases, as the
/// window does: who puts it into a script adds the consent.
final class CommandLine {
  private CommandLine() {}

  /// The command of a wish.
  static String of(Wish wish) {
    CloneRequest request = wish.request();
    var words = new ArrayList<>(List.of("diptych", wish.export().isPresent() ? "mirror" : "clone"));
    words.add(operand(request.source().toString()));
    words.add(operand(request.target().toString()));
    words.addAll(options(request.options()));
    wish.export()
        .ifPresent(plan -> {
          plan.uri().ifPresent(uri -> words.addAll(List.of("--export", uri.toString())));
          if (wish.copyMode() != CopyMode.WRITE_BLOCKING) {
            words.add("--copy-mode=" + Words.of(wish.copyMode()));
          }
        });
    return words.stream().map(ClientLines::quoted).collect(Collectors.joining(" "));
  }

  private static List<String> options(Options options) {
    var words = new ArrayList<String>();
    if (options.fit() != Fit.EXACT) {
      words.add("--fit=" + Words.of(options.fit()));
    }
    if (options.verify()) {
      words.add("--verify");
    }
    if (options.acceptsMountedSource()) {
      words.add("--accept-mounted-source");
    }
    if (options.rate() > 0) {
      words.addAll(List.of("--rate", Long.toString(options.rate())));
    }
    options
        .skipping()
        .ifPresent(way -> {
          words.add("--on-read-error=skip");
          if (way.retries() > 0) {
            words.addAll(List.of("--retries", Integer.toString(way.retries())));
          }
          way.map().ifPresent(map -> words.addAll(List.of("--map", map.toString())));
        });
    return words;
  }

  // A file whose name begins as an option does is none.
  private static String operand(String name) {
    return name.startsWith("-") ? "./" + name : name;
  }
}
