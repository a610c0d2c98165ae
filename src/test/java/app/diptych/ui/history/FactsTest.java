package app.diptych.ui.history;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.report.JobReport;
import app.diptych.report.SampleReport;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the history tells of a report that may have been written by anybody.
final class FactsTest {
  // What would take another line, end a text, or turn a line around.
  private static final String HARMFUL = "a\nb\0c\u202ed\u0007";

  @Test
  void anImageIsCalledByItsFileAndALineEndsNowhereInAName() {
    String folder = Path.of("srv", "images").toString();
    JobReport report =
        SampleReport.ofImages(Path.of(folder, "a.img").toString(), folder + "/" + HARMFUL);

    assertThat(Facts.title(report)).isEqualTo("a.img → a?b?c?d?");
  }

  @ParameterizedTest
  @CsvSource({"'', ''", "/, /", "a.img/, a.img"})
  void aNameThatIsHardlyOneIsToldAllTheSame(String name, String brief) {
    assertThat(Facts.title(SampleReport.ofImages(name, "b"))).isEqualTo(brief + " → b");
  }

  @Test
  void eachThingThatIsToldOfADeviceStaysInItsLine() {
    JobReport report = SampleReport.saying(HARMFUL);

    assertThat(Facts.title(report)).isEqualTo("a?b?c?d? (a?b?c?d?) → a?b?c?d? (a?b?c?d?)");
    assertThat(values(report))
        .contains("a?b?c?d? · a?b?c?d? · Serial a?b?c?d? · 1 B")
        .contains("a?b?c?d?\na?b?c?d?")
        .noneMatch(value -> value.contains("\0") || value.contains("\u202e"));
  }

  private static List<String> values(JobReport report) {
    return Facts.of(report).stream().map(Facts.Fact::value).toList();
  }
}
