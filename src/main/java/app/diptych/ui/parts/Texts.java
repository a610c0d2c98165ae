package app.diptych.ui.parts;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/// The window's words, by key, out of `messages.properties`, in the language of the process: its
/// default locale.
public final class Texts {
  private static final String BUNDLE = "app.diptych.ui.messages";

  private Texts() {}

  /// The text under a key, its `{0}`, `{1}`, … replaced.
  ///
  /// @throws java.util.MissingResourceException if there is no such key
  public static String of(String key, Object... arguments) {
    String text = ResourceBundle.getBundle(BUNDLE).getString(key);
    // A text without arguments is no pattern: braces and apostrophes mean themselves.
    return arguments.length == 0
        ? text
        : new MessageFormat(text, Locale.getDefault()).format(arguments);
  }
}
