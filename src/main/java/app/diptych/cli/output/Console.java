package app.diptych.cli.output;

import app.diptych.json.JsonObject;
import app.diptych.text.Harmless;
import java.io.BufferedReader;
import java.io.PrintStream;
import java.util.function.IntSupplier;

/// Where a command prints and asks.
///
/// @param out for what was asked for
/// @param err for progress, warnings and errors
/// @param in where answers come from
/// @param terminal which of them a person sits at
public record Console(PrintStream out, PrintStream err, BufferedReader in, Terminal terminal) {

  /// Which streams a person sits at.
  ///
  /// @param reads whether answers can be typed and the question be seen
  /// @param shows whether `err` is a terminal that can rewrite a line
  /// @param columns its width at this moment
  public record Terminal(boolean reads, boolean shows, IntSupplier columns) {
    /// Nobody there.
    public static final Terminal NONE = new Terminal(false, false, () -> 80);
  }

  /// Prints one line for an error or a hint.
  public void complain(String line) {
    err.println("diptych: " + oneLine(line));
  }

  /// Says what is to be known, to scripts as an event.
  public void warn(String line, ProgressKind kind) {
    if (kind == ProgressKind.JSON) {
      err.println(new JsonObject().put("event", "warning").put("message", oneLine(line)));
      err.flush();
    } else {
      complain("warning: " + line);
    }
  }

  /// A text on one line, and without what a name may hold and a terminal would obey.
  public static String oneLine(String text) {
    return cell(text).strip();
  }

  /// The same, with the spaces around it.
  public static String cell(String text) {
    return Harmless.of(text.replaceAll("\\p{Cntrl}", " "));
  }
}
