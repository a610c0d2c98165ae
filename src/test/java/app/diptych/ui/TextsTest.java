package app.diptych.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.Twins;
import app.diptych.ui.parts.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The words of the window and the places that use them.
final class TextsTest {
  private static final Path SOURCES = Path.of("src/main/java/app/diptych/ui");
  private static final Pattern KEY = Pattern.compile("\"([a-z]+\\.[a-z-]+)\"");
  private static final Pattern TEXT_IN_CODE =
      Pattern.compile(
          "\\b(set(Text|Title|HeaderText|ContentText|PromptText|AccessibleText|AccessibleHelp)"
              + "|Parts\\.(label|paragraph|hint)|paragraph|label"
              + "|new (Label|Button|CheckBox|Tooltip|Text|Tab|Hyperlink|MenuItem|ButtonType))"
              + "\\(\\s*\"[^\"]*\\p{L}[^\"]*\"");
  private static final Set<String> NO_TEXTS =
      Set.of(
          "style.css",
          "contrast.css",
          "job.css",
          "small.css",
          "settings.conf",
          "diptych.log",
          "user.language",
          "os.name",
          "os.version",
          "report.html",
          "disk.img");

  @Test
  void everyTextThatIsAskedForIsThere() throws IOException {
    assertThat(texts().stringPropertyNames()).containsAll(used());
  }

  @Test
  void everyTextThatIsThereIsAskedFor() throws IOException {
    assertThat(used()).containsAll(texts().stringPropertyNames());
  }

  @Test
  void everyTextHasItsGermanTwin() throws IOException {
    for (String bundle : Twins.bundles()) {
      assertThat(Twins.faults(bundle)).as(bundle).isEmpty();
    }
  }

  @Test
  void noTextIsInTheCode() throws IOException {
    var texts = new TreeSet<String>();
    try (var files = Files.walk(SOURCES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        TEXT_IN_CODE
            .matcher(Files.readString(file))
            .results()
            .forEach(m -> texts.add(file.getFileName() + ": " + m.group()));
      }
    }

    assertThat(texts).isEmpty();
  }

  @Test
  void argumentsTakeTheirPlaces() {
    assertThat(Texts.of("amount.part", "1 GB", "2 GB")).isEqualTo("1 GB of 2 GB");
  }

  private static Properties texts() throws IOException {
    var texts = new Properties();
    try (InputStream in =
            Objects.requireNonNull(
                Texts.class.getResourceAsStream("/app/diptych/ui/messages.properties"));
        var reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      texts.load(reader);
    }
    return texts;
  }

  private static Set<String> used() throws IOException {
    var keys = new TreeSet<String>();
    try (var files = Files.walk(SOURCES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        KEY.matcher(Files.readString(file)).results().forEach(m -> keys.add(m.group(1)));
      }
    }
    keys.removeAll(NO_TEXTS);
    return keys;
  }
}
