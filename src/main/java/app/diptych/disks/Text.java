package app.diptych.disks;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/// Texts of the kernel, of udev, of the disks' makers and of whoever else wrote on a disk, made fit
/// for people.
public final class Text {
  private Text() {}

  /// The text without what cannot be printed (control and formatting characters, which could
  /// disguise one disk as another), its spaces single; empty where nothing is left.
  static Optional<String> printable(String raw) {
    var shown = new StringBuilder();
    raw.codePoints().map(c -> isPrintable(c) ? c : ' ').forEach(shown::appendCodePoint);
    return Optional.of(shown.toString().strip().replaceAll(" +", " ")).filter(t -> !t.isEmpty());
  }

  private static boolean isPrintable(int character) {
    // The second is what the decoder puts in place of what is no character.
    return isHarmless(character)
        && character != 0xFFFD
        && Character.getType(character) != Character.SPACE_SEPARATOR;
  }

  /// The text, as long as it is, with `?` for every character that a terminal would obey, or that
  /// would let a name look like another one: a mount point, a file and an export are named by whom
  /// they come from.
  public static String harmless(String raw) {
    if (raw.codePoints().allMatch(Text::isHarmless)) {
      return raw;
    }
    var shown = new StringBuilder();
    raw.codePoints().map(c -> isHarmless(c) ? c : '?').forEach(shown::appendCodePoint);
    return shown.toString();
  }

  private static boolean isHarmless(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
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
