package app.diptych.ui.parts;

import static java.util.regex.Matcher.quoteReplacement;

import java.text.BreakIterator;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Names that others have chosen, made fit for where they are told.
public final class Names {
  // As many characters as a list of jobs has room for in a line.
  private static final int LONG = 24;
  // As JavaFX writes it.
  private static final String DOTS = "...";
  private static final Pattern CHARACTER = Pattern.compile("\\X");
  private static final Pattern LONG_WORD = Pattern.compile("[^\\s()\u200e]{" + (LONG + 1) + ",}");

  // As many as fit into a line of the question before a disk is erased, however large the texts.
  private static final int LINE = 24;
  private static final String MARK = "\u200e";
  private static final String RIGHT_TO_LEFT =
      "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\\x{10800}-\\x{10fff}\\x{1e800}-\\x{1efff}]";
  private static final Pattern TURNED =
      Pattern.compile(
          "(\\S*?)(" + RIGHT_TO_LEFT + "+(?:[^\\p{L}\\p{N}\\v]+" + RIGHT_TO_LEFT + "+)*+)");
  private static final Pattern LINES =
      Pattern.compile("(\\X{1," + LINE + "})(?: +|$)|(\\X{" + LINE + "})");

  private Names() {}

  /// A name that must not be read as one with a mnemonic.
  public static String literal(String name) {
    return name.replace("_", "__");
  }

  /// A text for a narrow place, where long words would break anywhere: of the paths of files only
  /// the last part is left, and of a long name its ends; where two would be told as one, the folder
  /// as well in which they part.
  public static String brief(String text) {
    List<String> words =
        LONG_WORD.matcher(text).results().map(MatchResult::group).distinct().toList();
    boolean areApart = words.stream().map(Names::briefWord).distinct().count() == words.size();
    int same = areApart ? 0 : inCommon(words);
    return Texts.shown(
        LONG_WORD
            .matcher(text)
            .replaceAll(word ->
                quoteReplacement(
                    areApart ? briefWord(word.group()) : parting(word.group(), same))));
  }

  // How many characters all begin with.
  private static int inCommon(List<String> words) {
    String first = words.getFirst();
    int same = first.length();
    for (String word : words) {
      int mismatch = Arrays.mismatch(first.toCharArray(), word.toCharArray());
      same = mismatch < 0 ? same : Math.min(same, mismatch);
    }
    return same;
  }

  // What parts before the last part of a path, and that; all of a word that is no path.
  private static String parting(String word, int same) {
    int folder = Math.max(0, word.lastIndexOf('/', same - 1));
    int end = word.indexOf('/', same);
    int name = word.lastIndexOf('/', word.length() - 2);
    if (end < 0 || name < end) {
      return word;
    }
    String between = end == name ? "" : "/…";
    return "…" + word.substring(folder, end) + between + "/" + ends(word.substring(name + 1), LONG);
  }

  private static String briefWord(String word) {
    int slash = word.lastIndexOf('/', word.length() - 2);
    return ends(slash > 0 ? "…" + word.substring(slash) : word, LONG);
  }

  /// A text in which whatever is written from right to left has its lines already: where JavaFX
  /// breaks one, it draws all that is left of it there, beyond what it is in.
  static String inLines(String text) {
    return TURNED
        .matcher(text)
        .replaceAll(turned ->
            quoteReplacement(turned.group(1) + inLinesOfItsOwn(turned.group(1), turned.group(2))));
  }

  // Between it and what is before it in the same word, as a folder, no line would break.
  private static String inLinesOfItsOwn(String before, String turned) {
    int length = before.replace(MARK, "").length();
    String first = length > 0 && length + turned.length() > LINE ? "\n" : "";
    return LINES
        .matcher(turned)
        .results()
        .map(line -> Optional.ofNullable(line.group(1)).orElse(line.group()).replace(' ', '\u00a0'))
        .collect(Collectors.joining("\n", first, ""));
  }

  /// Of a text that has more characters than that, its ends: names that begin alike often end
  /// otherwise. What looks like one character, as an emoji or a letter with its accent, is one.
  public static String ends(String text, int most) {
    List<String> characters = CHARACTER.matcher(text).results().map(MatchResult::group).toList();
    return characters.size() <= most
        ? text
        : String.join("", characters.subList(0, most / 2))
            + "…"
            + String.join("", characters.subList(characters.size() - most / 2, characters.size()));
  }

  /// What JavaFX has left of a text that had no room, without what it has left of a character of
  /// which it has cut off the rest.
  static String whole(String left, String text) {
    int cut = left.length() - DOTS.length();
    for (int head = 0; head <= cut; head++) {
      int tail = text.length() - cut + head;
      if (left.startsWith(DOTS, head)
          && text.startsWith(left.substring(0, head))
          && text.endsWith(left.substring(head + DOTS.length()))) {
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text);
        int from = characters.isBoundary(head) ? head : characters.preceding(head);
        int on = characters.isBoundary(tail) ? tail : characters.following(tail);
        return text.substring(0, from) + DOTS + text.substring(on);
      }
    }
    return left;
  }
}
