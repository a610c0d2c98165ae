package app.diptych.json;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// A JSON value that was read.
public sealed interface JsonValue {

  /// A text.
  record Text(String value) implements JsonValue {}

  /// A whole number.
  record Whole(long value) implements JsonValue {}

  /// True or false.
  record Truth(boolean value) implements JsonValue {}

  /// Null.
  record Nothing() implements JsonValue {}

  /// A list.
  record Items(List<JsonValue> values) implements JsonValue {
    /// Keeps its own copy of the list.
    public Items {
      values = List.copyOf(values);
    }
  }

  /// An object, its members in the order of the text.
  record Members(Map<String, JsonValue> values) implements JsonValue {

    private JsonValue get(String name) {
      return values.getOrDefault(name, new Nothing());
    }

    /// The text of this name.
    public String text(String name) throws JsonException {
      return optionalText(name).orElseThrow(() -> wrong(name, "text"));
    }

    /// The text of this name; empty where it is null or not there.
    public Optional<String> optionalText(String name) throws JsonException {
      return switch (get(name)) {
        case Text(var text) -> Optional.of(text);
        case Nothing() -> Optional.empty();
        case Whole _, Truth _, Items _, Members _ -> throw wrong(name, "text");
      };
    }

    /// The number of this name.
    public long number(String name) throws JsonException {
      return optionalNumber(name).orElseThrow(() -> wrong(name, "number"));
    }

    /// The number of this name; empty where it is null or not there.
    public OptionalLong optionalNumber(String name) throws JsonException {
      return switch (get(name)) {
        case Whole(var number) -> OptionalLong.of(number);
        case Nothing() -> OptionalLong.empty();
        case Text _, Truth _, Items _, Members _ -> throw wrong(name, "number");
      };
    }

    /// The list of this name.
    public List<JsonValue> items(String name) throws JsonException {
      if (get(name) instanceof Items(var values)) {
        return values;
      }
      throw wrong(name, "list");
    }

    /// The object of this name.
    public Members members(String name) throws JsonException {
      return of(get(name), name);
    }

    /// A value that must be an object.
    ///
    /// @param name what it is called where it is none
    public static Members of(JsonValue value, String name) throws JsonException {
      if (value instanceof Members members) {
        return members;
      }
      throw wrong(name, "object");
    }

    private static JsonException wrong(String name, String kind) {
      return new JsonException("there is no " + kind + " \"" + name + "\"");
    }
  }

  /// The one value of a text.
  ///
  /// @throws JsonException if it is none, or of a kind that [JsonObject] does not write
  static JsonValue parse(String text) throws JsonException {
    return new JsonParser(text).parse();
  }
}
