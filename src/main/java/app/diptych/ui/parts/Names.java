package app.diptych.ui.parts;

import static java.util.regex.Matcher.quoteReplacement;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Names that others have chosen, made fit for where they are told.
public final class Names {
  // As many characters as a list of jobs has room for in a line.
  private static final int LONG = 24;
  private static final Pattern LONG_WORD = Pattern.compile("[^\\s()]{" + (LONG + 1) + ",}");

  private Names() {}

  /// A name that must not be read as one with a mnemonic.
  public static String literal(String name) {
    return name.replace("_", "__");
  }

  /// A text for a narrow place, where long words would break anywhere: of the paths of files only
  /// the last part is left, and of a long name its ends; but nothing is left out where two would be
  /// told as one.
  public static String brief(String text) {
    List<String> words =
        LONG_WORD.matcher(text).results().map(MatchResult::group).distinct().toList();
    boolean areApart = words.stream().map(Names::briefWord).distinct().count() == words.size();
    return areApart
        ? LONG_WORD.matcher(text).replaceAll(word -> quoteReplacement(briefWord(word.group())))
        : text;
  }

  private static String briefWord(String word) {
    int slash = word.lastIndexOf('/', word.length() - 2);
    return ends(slash > 0 ? "…" + word.substring(slash) : word, LONG);
  }

  /// Of a text that has more characters than that, its ends: names that begin alike often end
  /// otherwise.
  public static String ends(String text, int most) {
    int[] characters = text.codePoints().toArray();
    return characters.length <= most
        ? text
        : new String(characters, 0, most / 2)
            + "…"
            + new String(characters, characters.length - most / 2, most / 2);
  }
}
