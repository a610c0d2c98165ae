package app.diptych.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonObjectTest {

  @Test
  void membersKeepTheirOrderAndKinds() {
    JsonObject json =
        new JsonObject()
            .put("text", "a")
            .put("number", Long.MAX_VALUE)
            .put("truth", true)
            .put("nothing", Optional.empty())
            .put("none", OptionalLong.empty())
            .put("some", OptionalLong.of(-1))
            .putTexts("texts", List.of("x", "y"))
            .put("objects", List.of(new JsonObject(), new JsonObject().put("a", 1)));

    assertThat(json)
        .hasToString(
            "{\"text\":\"a\",\"number\":9223372036854775807,\"truth\":true,\"nothing\":null,"
                + "\"none\":null,\"some\":-1,\"texts\":[\"x\",\"y\"],"
                + "\"objects\":[{},{\"a\":1}]}");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          quote           | 22           | \\"
          backslash       | 5c           | \\\\
          line feed       | a            | \\n
          nul             | 0            | \\u0000
          escape          | 1b           | \\u001b
          delete          | 7f           | \\u007f
          slash           | 2f           | /
          letter          | fc           | \\u00fc
          line separator  | 2028         | \\u2028
          beyond 16 bits  | 1f4be        | \\ud83d\\udcbe
          half of a pair  | d83d         | \\ud83d
          """)
  void oddCharactersAreEscaped(String name, String codePoint, String escaped) {
    String text = Character.toString(Integer.parseInt(codePoint, 16));

    assertThat(new JsonObject().put(text, text))
        .as(name)
        .hasToString("{\"" + escaped + "\":\"" + escaped + "\"}");
  }
}
