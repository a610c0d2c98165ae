package app.diptych.text;

/// What of a text cannot do harm. A terminal would obey a control character, a formatting character
/// can turn the direction of a line or let one name look like another, and nobody sees what is no
/// character at all.
public final class Harmless {
  private Harmless() {}

  /// The text, as long as it is, with `?` for every character that does harm.
  public static String of(String raw) {
    return of(raw, '?');
  }

  private static String of(String raw, int instead) {
    if (raw.codePoints().allMatch(Harmless::is)) {
      return raw;
    }
    var shown = new StringBuilder();
    raw.codePoints().map(c -> is(c) ? c : instead).forEach(shown::appendCodePoint);
    return shown.toString();
  }

  /// The words of the text, with one space between two of them, whatever was there.
  public static String words(String raw) {
    return of(raw, ' ').replaceAll("\\p{Zs}+", " ").strip();
  }

  /// Whether a character does none.
  public static boolean is(int character) {
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
}
