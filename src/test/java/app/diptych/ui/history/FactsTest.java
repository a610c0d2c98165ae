package app.diptych.ui.history;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.report.JobReport;
import app.diptych.ui.SampleReports;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the history tells of a report that may have been written by anybody.
final class FactsTest {
  // What would take another line, end a text, or turn a line around.
  private static final String HARMFUL = "a\nb\0c\u202ed\u0007";

  private final JobReport sample = new SampleReports().list().getFirst().report();

  @Test
  void anImageIsCalledByItsFileAndALineEndsNowhereInAName() {
    String folder = Path.of("srv", "images").toString();
    JobReport report =
        report(image(Path.of(folder, "a.img").toString()), image(folder + "/" + HARMFUL));

    assertThat(Facts.title(report)).isEqualTo("a.img → a?b?c?d?");
  }

  @ParameterizedTest
  @CsvSource({"'', ''", "/, /", "a.img/, a.img"})
  void aNameThatIsHardlyOneIsToldAllTheSame(String name, String brief) {
    assertThat(Facts.title(report(image(name), image("b")))).isEqualTo(brief + " → b");
  }

  @Test
  void eachThingThatIsToldOfADeviceStaysInItsLine() {
    var device =
        new JobReport.Device(
            HARMFUL,
            "disk",
            Optional.of(HARMFUL),
            Optional.of(HARMFUL),
            Optional.empty(),
            OptionalLong.of(1),
            OptionalLong.empty(),
            OptionalLong.empty());
    JobReport report = report(device, device);

    assertThat(Facts.title(report)).isEqualTo("a?b?c?d? (a?b?c?d?) → a?b?c?d? (a?b?c?d?)");
    assertThat(values(report))
        .contains("a?b?c?d? · a?b?c?d? · Serial a?b?c?d? · 1 B")
        .contains("a?b?c?d?\na?b?c?d?")
        .noneMatch(value -> value.contains("\0") || value.contains("\u202e"));
  }

  private static List<String> values(JobReport report) {
    return Facts.of(report).stream().map(Facts.Fact::value).toList();
  }

  private static JobReport.Device image(String name) {
    return new JobReport.Device(
        name,
        "image",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty());
  }

  private JobReport report(JobReport.Device source, JobReport.Device target) {
    return new JobReport(
        sample.program(),
        sample.kind(),
        sample.outcome(),
        sample.message(),
        sample.course(),
        source,
        target,
        sample.options(),
        sample.amounts(),
        new JobReport.Faults(
            List.of(HARMFUL, HARMFUL),
            List.of(HARMFUL),
            List.of(new JobReport.Stall("source", HARMFUL, "read", 1)),
            JobReport.Places.NONE,
            JobReport.Places.NONE,
            JobReport.Places.NONE),
        List.of(new JobReport.Hash(HARMFUL, HARMFUL)));
  }
}
