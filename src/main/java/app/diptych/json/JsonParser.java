package app.diptych.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads one JSON value, of a text that may be anything.
final class JsonParser {
  // No text of ours is nested like this; a hostile one shall not exhaust the stack.
  private static final int DEEPEST = 32;
  private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)");

  private final String text;
  private int at;

  JsonParser(String text) {
    this.text = text;
  }

  JsonValue parse() throws JsonException {
    JsonValue value = value(0);
    skipSpace();
    if (at < text.length()) {
      throw wrong("more than one value");
    }
    return value;
  }

  private JsonValue value(int depth) throws JsonException {
    if (depth > DEEPEST) {
      throw wrong("nested too deeply");
    }
    skipSpace();
    if (at == text.length()) {
      throw wrong("it ends too early");
    }
    return switch (text.charAt(at)) {
      case '{' -> members(depth);
      case '[' -> items(depth);
      case '"' -> new JsonValue.Text(quoted());
      case 't' -> word("true", new JsonValue.Truth(true));
      case 'f' -> word("false", new JsonValue.Truth(false));
      case 'n' -> word("null", new JsonValue.Nothing());
      default -> number();
    };
  }

  private JsonValue members(int depth) throws JsonException {
    Map<String, JsonValue> values = new LinkedHashMap<>();
    at++;
    if (!takes('}')) {
      do {
        skipSpace();
        String name = quoted();
        require(':');
        if (values.putIfAbsent(name, value(depth + 1)) != null) {
          throw wrong("\"" + name + "\" is there twice");
        }
      } while (takes(','));
      require('}');
    }
    return new JsonValue.Members(values);
  }

  private JsonValue items(int depth) throws JsonException {
    List<JsonValue> values = new ArrayList<>();
    at++;
    if (!takes(']')) {
      do {
        values.add(value(depth + 1));
      } while (takes(','));
      require(']');
    }
    return new JsonValue.Items(values);
  }

  private JsonValue word(String word, JsonValue value) throws JsonException {
    if (!text.startsWith(word, at)) {
      throw wrong("no value");
    }
    at += word.length();
    return value;
  }

  private JsonValue number() throws JsonException {
    Matcher number = NUMBER.matcher(text).region(at, text.length());
    if (!number.lookingAt()) {
      throw wrong("no value");
    }
    at = number.end();
    try {
      return new JsonValue.Whole(Long.parseLong(number.group()));
    } catch (NumberFormatException _) {
      throw wrong("a number that is too large");
    }
  }

  private String quoted() throws JsonException {
    require('"');
    var value = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return value.toString();
      }
      if (c < ' ') {
        throw wrong("a control character in a text");
      }
      value.append(c == '\\' ? escaped() : c);
    }
    throw wrong("a text without an end");
  }

  private char escaped() throws JsonException {
    char c = at < text.length() ? text.charAt(at++) : ' ';
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> hexadecimal();
      default -> throw wrong("an escape that is none");
    };
  }

  private char hexadecimal() throws JsonException {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = at < text.length() ? Character.digit(text.charAt(at++), 16) : -1;
      if (digit < 0) {
        throw wrong("an escape that is none");
      }
      value = 16 * value + digit;
    }
    return (char) value;
  }

  private boolean takes(char c) {
    skipSpace();
    boolean isThere = at < text.length() && text.charAt(at) == c;
    at += isThere ? 1 : 0;
    return isThere;
  }

  private void require(char c) throws JsonException {
    if (!takes(c)) {
      throw wrong("no '" + c + "'");
    }
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private JsonException wrong(String what) {
    return new JsonException("not the JSON that was expected, at " + at + ": " + what);
  }
}
