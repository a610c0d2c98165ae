package app.diptych.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonValueTest {
  private static final JsonObject SAMPLE =
      new JsonObject()
          .put("text", "a \"quoted\" \\ line\nand \u00e4 \ud83d\udcbe \u0007")
          .put("number", Long.MIN_VALUE)
          .put("truth", true)
          .put("nothing", Optional.empty())
          .putTexts("texts", List.of("x", ""))
          .put("object", new JsonObject().put("inner", 1))
          .put("objects", List.of(new JsonObject()));

  @Test
  void whatIsWrittenIsRead() throws JsonException {
    var read = JsonValue.Members.of(JsonValue.parse(SAMPLE.toString()), "all");

    assertThat(read.text("text")).isEqualTo("a \"quoted\" \\ line\nand \u00e4 \ud83d\udcbe \u0007");
    assertThat(read.number("number")).isEqualTo(Long.MIN_VALUE);
    assertThat(read.values()).containsEntry("truth", new JsonValue.Truth(true));
    assertThat(read.optionalText("nothing")).isEmpty();
    assertThat(read.optionalNumber("missing")).isEmpty();
    assertThat(read.items("texts"))
        .containsExactly(new JsonValue.Text("x"), new JsonValue.Text(""));
    assertThat(read.members("object").number("inner")).isEqualTo(1);
    assertThat(read.items("objects")).containsExactly(new JsonValue.Members(Map.of()));
  }

  @Test
  void aMemberOfAnotherKindIsNamed() throws JsonException {
    var read = JsonValue.Members.of(JsonValue.parse("{\"a\":1}"), "all");

    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> read.text("a"))
        .withMessageContaining("\"a\"");
    assertThatExceptionOfType(JsonException.class).isThrownBy(() -> read.members("b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1,",
        "{\"a\"}",
        "{\"a\":1,}",
        "{\"a\":1 \"b\":2}",
        "[1]2",
        "\"a",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\n\"",
        "1.5x",
        "9223372036854775808",
        "tru",
        "{\"a\":1,\"a\":2}",
        "-",
        "'a'"
      })
  void whatIsNoneIsRefused(String text) {
    assertThatExceptionOfType(JsonException.class).isThrownBy(() -> JsonValue.parse(text));
  }

  @Test
  void whatIsNestedWithoutEndIsRefused() {
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> JsonValue.parse("[".repeat(1_000_000)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aDamagedTextIsReadOrRefused(long seed) {
    var random = new SplittableRandom(seed);
    for (int round = 0; round < 5000; round++) {
      var text = new StringBuilder(SAMPLE.toString());
      for (int i = 0; i < 3; i++) {
        text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(128));
      }
      assertThatNoException().isThrownBy(() -> tryToRead(text.toString()));
    }
  }

  private static void tryToRead(String text) {
    try {
      JsonValue.parse(text);
    } catch (JsonException e) {
      assertThat(e).message().isNotBlank();
    }
  }
}
