package app.diptych.disks;

import app.diptych.text.Harmless;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/// Texts of the kernel, of udev, of the disks' makers and of whoever else wrote on a disk, made fit
/// for people.
final class Text {
  private Text() {}

  /// The words of a text, without what the decoder puts in place of what is no character; empty
  /// where nothing is left.
  static Optional<String> printable(String raw) {
    return Optional.of(Harmless.words(raw.replace('\uFFFD', ' '))).filter(t -> !t.isEmpty());
  }

  /// Resolves `\x20`, as udev writes a byte that is not harmless.
  static String decodeHex(String text) {
    return decode(text, "\\x", 2, 16);
  }

  /// Resolves `\040`, as procfs writes a byte that would end a field (proc(5)).
  static String decodeOctal(String text) {
    return decode(text, "\\", 3, 8);
  }

  private static String decode(String text, String mark, int digits, int radix) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    var bytes = new ByteArrayOutputStream();
    int at = 0;
    while (at < text.length()) {
      int end = at + mark.length() + digits;
      int code = text.startsWith(mark, at) ? code(text, end - digits, end, radix) : -1;
      if (code >= 0) {
        bytes.write(code);
        at = end;
      } else {
        int character = text.codePointAt(at);
        bytes.writeBytes(Character.toString(character).getBytes(StandardCharsets.UTF_8));
        at += Character.charCount(character);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static int code(String text, int start, int end, int radix) {
    if (end > text.length()) {
      return -1;
    }
    int code = 0;
    for (int i = start; i < end; i++) {
      int digit = Character.digit(text.charAt(i), radix);
      if (digit < 0) {
        return -1;
      }
      code = code * radix + digit;
    }
    return code;
  }

  /// The path of this text. Where the locale knows no such characters, the path with `?` in their
  /// place: a mount must not go unseen because of its name.
  static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      return Path.of(text.replaceAll("[^\\x20-\\x7e]", "?"));
    }
  }
}
