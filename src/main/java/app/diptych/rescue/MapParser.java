package app.diptych.rescue;

import app.diptych.block.Region;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the text of one map file (GNU ddrescue manual, "Mapfile structure"): comments, a status
/// line, and blocks without gaps.
final class MapParser {
  // A line of the format takes fifty characters, a comment holds a command line. What goes on for
  // longer is no map, and is not read into memory.
  private static final int LONGEST_LINE = 1 << 16;

  private final BufferedReader reader;
  private final RescueMap map;
  private long line;
  private @Nullable Standing standing;
  // The end of the last block, negative before the first.
  private long end = -1;

  /// A parser of this text, for a device of this size in bytes.
  MapParser(BufferedReader reader, long size) {
    this.reader = reader;
    this.map = new RescueMap(size);
  }

  /// What the file says; what it says nothing of before its first block was not tried.
  ///
  /// @throws MapFormatException if it is no map, or the map of a device of another size
  Standing parse() throws IOException, MapFormatException {
    for (String text = readLine(); text != null; text = readLine()) {
      List<String> words = words(text);
      if (words.isEmpty()) {
        continue;
      }
      if (standing == null) {
        standing = status(words);
      } else {
        block(words);
      }
    }
    if (standing == null) {
      throw new MapFormatException("there is no status line");
    }
    if (Math.max(end, 0) != map.size()) {
      throw MapFormatException.otherSize(Math.max(end, 0), map.size());
    }
    return standing;
  }

  private @Nullable String readLine() throws IOException, MapFormatException {
    line++;
    StringBuilder text = new StringBuilder();
    int c = reader.read();
    if (c < 0) {
      return null;
    }
    while (c >= 0 && c != '\n') {
      if (text.length() == LONGEST_LINE) {
        throw new MapFormatException(line, "longer than any line of a map");
      }
      text.append((char) c);
      c = reader.read();
    }
    return text.toString();
  }

  /// The words before a comment, which `#` begins at the line's start or behind a blank.
  private static List<String> words(String text) {
    List<String> all = List.of(text.strip().split("\\s+"));
    return all.stream().takeWhile(word -> !word.startsWith("#") && !word.isEmpty()).toList();
  }

  private Standing status(List<String> words) throws MapFormatException {
    // The pass was added in ddrescue 1.20.
    if (words.size() != 2 && words.size() != 3) {
      throw new MapFormatException(line, "position, status and pass expected: " + shown(words));
    }
    Stage stage =
        Stage.of(words.get(1))
            .orElseThrow(() -> new MapFormatException(line, "no status: " + shown(words)));
    return new Standing(map, stage, words.size() == 2 ? 1 : pass(words), number(words.getFirst()));
  }

  private int pass(List<String> words) throws MapFormatException {
    String word = words.get(2);
    if (!word.matches("[0-9]{1,9}") || Integer.parseInt(word) < 1) {
      throw new MapFormatException(line, "no pass: " + shown(words));
    }
    return Integer.parseInt(word);
  }

  private void block(List<String> words) throws MapFormatException {
    if (words.size() != 3) {
      throw new MapFormatException(line, "position, size and status expected: " + shown(words));
    }
    long from = number(words.get(0));
    long length = number(words.get(1));
    Status status =
        Status.of(words.get(2))
            .orElseThrow(() -> new MapFormatException(line, "no status: " + shown(words)));
    if (length == 0 || from > Long.MAX_VALUE - length) {
      throw new MapFormatException(line, "no block: " + shown(words));
    }
    if (end >= 0 && from != end) {
      throw new MapFormatException(line, "begins at " + from + ", the block before ends at " + end);
    }
    end = from + length;
    // How large the other device is, is known at the end.
    if (end <= map.size()) {
      map.set(new Region(from, length), status);
    }
  }

  /// A number as in C++: decimal, hexadecimal or octal.
  private long number(String word) throws MapFormatException {
    try {
      if (!word.matches("[0-9][0-9a-fA-FxX]*")) {
        throw new NumberFormatException(word);
      }
      return Long.decode(word);
    } catch (NumberFormatException _) {
      throw new MapFormatException(line, "no number: " + shown(List.of(word)));
    }
  }

  /// As far as it fits a message.
  private static String shown(List<String> words) {
    String text = String.join(" ", words).replaceAll("\\P{Print}", "?");
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
