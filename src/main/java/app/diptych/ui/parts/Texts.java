package app.diptych.ui.parts;

import app.diptych.text.Harmless;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The window's words, by key, out of `messages.properties`, in the language of the process: its
/// default locale.
public final class Texts {
  private static final String BUNDLE = "app.diptych.ui.messages";

  private Texts() {}

  /// The text under a key, its `{0}`, `{1}`, … replaced; what a name must not hold shows as `?`.
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

  // A number is written as the language wants it, and an argument may have lines.
  private static Object harmless(Object argument) {
    return argument instanceof Number
        ? argument
        : argument.toString().lines().map(Harmless::of).collect(Collectors.joining("\n"));
  }
}
