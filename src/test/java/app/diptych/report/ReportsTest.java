package app.diptych.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.json.JsonException;
import app.diptych.state.PrivateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Reports, written, read and kept.
final class ReportsTest {
  private final Path path;
  private final Reports reports;

  ReportsTest(@TempDir Path folder) {
    this.path = folder.resolve("reports");
    this.reports = new Reports(() -> PrivateFolder.at(path));
  }

  @Test
  void whatIsKeptIsReadAsItWas() throws IOException {
    JobReport report = SampleReport.full();

    String id = reports.keep(report);

    assertThat(reports.load(id)).isEqualTo(report);
    assertThat(report.faults().unreadable().count()).isEqualTo(1500);
    assertThat(report.faults().unreadable().first()).hasSize(1000);
  }

  @Test
  void nobodyElseCanReadThem() throws IOException {
    String id = reports.keep(SampleReport.full());

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.resolve(id))))
        .isEqualTo("rw-------");
  }

  @Test
  void whereNoneAreKeptTheListIsEmpty() throws IOException {
    assertThat(reports.list()).isEmpty();
  }

  @Test
  void theLatestComesFirstAndTheOldestGo() throws IOException {
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    for (int i = 0; i < Reports.MOST + 3; i++) {
      reports.keep(SampleReport.at(start.plusSeconds(i)));
    }

    List<Reports.Kept> kept = reports.list();

    assertThat(kept).hasSize(Reports.MOST);
    assertThat(kept.getFirst().report().course().started())
        .isEqualTo(start.plusSeconds(Reports.MOST + 2));
    assertThat(kept.getLast().report().course().started()).isEqualTo(start.plusSeconds(3));
  }

  @Test
  void oneThatIsDamagedIsLeftOut() throws IOException {
    String id = reports.keep(SampleReport.full());
    Files.writeString(path.resolve("20270101-000000-000-clone-x.json"), "{\"format\":");
    Files.writeString(path.resolve("20270101-000000-000-clone-y.json"), "");
    Files.writeString(path.resolve("notes.txt"), "mine");

    assertThat(reports.list()).extracting(Reports.Kept::id).containsExactly(id);
  }

  @Test
  void oneThatIsDeletedIsGone() throws IOException {
    String id = reports.keep(SampleReport.full());

    assertThat(reports.delete(id)).isTrue();
    assertThat(reports.delete(id)).isFalse();
    assertThat(reports.list()).isEmpty();
    assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> reports.load(id));
  }

  @Test
  void aNameThatLeadsElsewhereIsRefused() {
    assertThatThrownBy(() -> reports.load("../x.json"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> reports.delete("/etc/passwd"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"\\\n\r\t\u0000", "\u202egpj.exe", "<script>", "\ud83d\udcbe", "\ud800"})
  void anyTextOfADeviceIsReadAsItWas(String text) throws IOException {
    JobReport report = SampleReport.saying(text);

    assertThat(reports.load(reports.keep(report))).isEqualTo(report);
    assertThat(Reports.toJson(report).strip()).doesNotContain("\n", "\u0000", "\u202e");
  }

  @Test
  void aReportFromBeforeThereWereWarningsIsRead() throws Exception {
    String old = Reports.toJson(SampleReport.saying("x")).replace("\"warnings\":[\"x\"],", "");

    assertThat(old).doesNotContain("warnings");
    assertThat(ReportJson.read(old).faults().warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aDamagedReportIsReadOrRefused(long seed) {
    var random = new SplittableRandom(seed);
    String whole = Reports.toJson(SampleReport.saying("x"));
    for (int round = 0; round < 500; round++) {
      var text = new StringBuilder(whole);
      text.setCharAt(random.nextInt(text.length()), (char) (' ' + random.nextInt(95)));
      try {
        ReportJson.read(text.toString());
      } catch (JsonException e) {
        assertThat(e).message().isNotBlank();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "{\"format\":\"diptych-report\",\"version\":2}", "null"})
  void whatIsNoReportIsRefused(String text) {
    assertThatExceptionOfType(JsonException.class).isThrownBy(() -> ReportJson.read(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"+1000000000-06-01T00:00:00Z", "-999999999-01-01T10:00:00Z"})
  void aTimeThatHasNoDateEverywhereIsRefused(String time) {
    String text = Reports.toJson(SampleReport.full()).replace("2026-03-01T10:00:00Z", time);

    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> ReportJson.read(text))
        .withMessageContaining("makes no sense");
  }
}
