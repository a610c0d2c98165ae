package app.diptych.json;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// A JSON object that is written member by member, in this order, on one line.
///
/// It knows the few kinds of values that this program tells; a library would be larger than all of
/// them together. Everything beyond ASCII is escaped, so that the line is the same whatever the
/// locale's charset is.
public final class JsonObject {
  private final StringBuilder members = new StringBuilder();

  /// Adds a text.
  public JsonObject put(String name, String value) {
    return member(name, quoted(value));
  }

  /// Adds a number.
  public JsonObject put(String name, long value) {
    return member(name, Long.toString(value));
  }

  /// Adds a truth.
  public JsonObject put(String name, boolean value) {
    return member(name, Boolean.toString(value));
  }

  /// Adds a text, or null where there is none.
  public JsonObject put(String name, Optional<String> value) {
    return member(name, value.map(JsonObject::quoted).orElse("null"));
  }

  /// Adds a number, or null where there is none.
  public JsonObject put(String name, OptionalLong value) {
    return member(name, value.isPresent() ? Long.toString(value.getAsLong()) : "null");
  }

  /// Adds an object.
  public JsonObject put(String name, JsonObject value) {
    return member(name, value.toString());
  }

  /// Adds a list of objects.
  public JsonObject put(String name, List<JsonObject> values) {
    return member(name, array(values.stream().map(JsonObject::toString).toList()));
  }

  /// Adds a list of texts.
  public JsonObject putTexts(String name, List<String> values) {
    return member(name, array(values.stream().map(JsonObject::quoted).toList()));
  }

  /// The object.
  @Override
  public String toString() {
    return "{" + members + "}";
  }

  private JsonObject member(String name, String value) {
    if (!members.isEmpty()) {
      members.append(',');
    }
    members.append(quoted(name)).append(':').append(value);
    return this;
  }

  private static String array(List<String> values) {
    return values.stream().collect(Collectors.joining(",", "[", "]"));
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c == '\n') {
        quoted.append("\\n");
      } else if (c < ' ' || c > '~') {
        // A character beyond sixteen bits goes as its two surrogates, as section 7 says; half a
        // one, which a damaged name may hold, stays what it is.
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
