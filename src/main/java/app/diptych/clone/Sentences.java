package app.diptych.clone;

import app.diptych.block.DeviceException;
import app.diptych.text.Harmless;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.text.MessageFormat;
import java.util.Objects;
import java.util.ResourceBundle;

/// The sentences of the package's bundle, in the language of the system where there is one.
public final class Sentences {
  private static final String BUNDLE = "app.diptych.clone.wording";

  private Sentences() {}

  /// The line for a device's failure: which side, and what it said.
  public static String failure(Refusal.Role role, DeviceException cause) {
    return say("failure." + role.name(), message(cause));
  }

  /// What a device said; it always says something.
  public static String message(Exception cause) {
    return Objects.requireNonNull(cause.getMessage());
  }

  /// What went wrong, mostly as a file system said it. Three of its exceptions have nothing but the
  /// path as their message; what has none at all tells by its name.
  public static String reason(Throwable cause) {
    return switch (cause) {
      case NoSuchFileException e -> say("access.none", e.getFile());
      case AccessDeniedException e -> say("access.denied", e.getFile());
      case FileAlreadyExistsException e -> say("access.exists", e.getFile());
      default -> cause.getMessage() == null ? cause.toString() : cause.getMessage();
    };
  }

  /// The sentence of this key, always one line. Numbers are written plainly, without grouping, as
  /// scripts and calculators want them; what a name must not hold shows as `?`.
  public static String say(String key, Object... arguments) {
    Object[] texts = new Object[arguments.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = Harmless.of(arguments[i].toString());
    }
    return new MessageFormat(ResourceBundle.getBundle(BUNDLE).getString(key)).format(texts);
  }
}
