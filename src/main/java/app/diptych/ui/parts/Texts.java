package app.diptych.ui.parts;

import app.diptych.text.Harmless;
import java.text.Bidi;
import java.text.MessageFormat;
import java.text.Normalizer;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The window's words, by key, out of `messages.properties`, in the language of the process: its
/// default locale.
public final class Texts {
  private static final String BUNDLE = "app.diptych.ui.messages";
  // LEFT-TO-RIGHT MARK: a letter that is not seen.
  private static final String MARK = "\u200e";

  private Texts() {}

  /// The text under a key, its `{0}`, `{1}`, … replaced; what a name must not hold shows as `?`,
  /// and one that is written from right to left turns nothing but itself.
  ///
  /// @throws java.util.MissingResourceException if there is no such key
  public static String of(String key, Object... arguments) {
    String text = ResourceBundle.getBundle(BUNDLE).getString(key);
    // A text without arguments is no pattern: braces and apostrophes mean themselves.
    return arguments.length == 0
        ? text
        : new MessageFormat(text, Locale.getDefault())
            .format(Stream.of(arguments).map(Texts::harmless).toArray());
  }

  // A number is written as the language wants it.
  private static Object harmless(Object argument) {
    return argument instanceof Number ? argument : shown(argument.toString());
  }

  /// A text of others as it can be shown, line by line: what a name must not hold shows as `?`.
  /// What is written from right to left stands between marks: a line that begins with it is read as
  /// all others, and what follows it, or stands between two, does not run with it. What can be
  /// shown already stays as it is.
  public static String shown(String text) {
    return text.lines().map(Texts::line).collect(Collectors.joining("\n"));
  }

  /// A text that is shown in a single line.
  static String afterOneMark(String shown) {
    return shown.replaceFirst("^" + MARK + "+", MARK);
  }

  private static String line(String line) {
    // As one character, as JavaFX draws a letter with its accent wrongly where a line breaks.
    String whole = Normalizer.normalize(line, Normalizer.Form.NFC);
    String shown =
        Stream.of(whole.split(MARK, -1)).map(Harmless::of).collect(Collectors.joining(MARK));
    // As many marks as characters: where a line breaks within what is written from right to left,
    // JavaFX looks as far before it for a space, and fails where nothing is.
    String bare = shown.replaceAll("^" + MARK + "+|" + MARK + "+$", "");
    return Bidi.requiresBidi(bare.toCharArray(), 0, bare.length())
        ? MARK.repeat(bare.length()) + bare + MARK
        : shown;
  }
}
