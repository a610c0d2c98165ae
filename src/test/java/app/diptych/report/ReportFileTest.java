package app.diptych.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The file that a person names for a report.
final class ReportFileTest {
  private final Path folder;

  ReportFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private ReportFile file(String name) {
    return new ReportFile(folder.resolve(name));
  }

  @Test
  void itsNameSaysWhichKind() throws IOException {
    file("a.json").write(SampleReport.full());
    file("b.HTML").write(SampleReport.full());
    file("c").write(SampleReport.full());

    assertThat(folder.resolve("a.json")).content().startsWith("{\"format\":\"diptych-report\"");
    assertThat(folder.resolve("b.HTML")).content().startsWith("<!DOCTYPE html>");
    assertThat(folder.resolve("c")).content().startsWith("{");
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void reportsAndEmptyFilesAreReplaced() throws IOException {
    file("a.html").write(SampleReport.full());
    file("b.json").write(SampleReport.full());
    Files.createFile(folder.resolve("c"));

    assertThat(file("a.html").obstacle()).isEmpty();
    assertThat(file("b.json").obstacle()).isEmpty();
    assertThat(file("c").obstacle()).isEmpty();
    file("a.html").write(SampleReport.full());
  }

  @Test
  void whatHoldsSomethingElseStays() throws IOException {
    Path letter = Files.writeString(folder.resolve("letter.html"), "<!DOCTYPE html><p>Dear");

    assertThat(file("letter.html").obstacle()).contains(ReportFile.Obstacle.NO_REPORT);
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> file("letter.html").write(SampleReport.full()));
    assertThat(letter).content().isEqualTo("<!DOCTYPE html><p>Dear");
  }

  @Test
  void whatIsNoFileIsRefused() throws IOException {
    Files.createDirectory(folder.resolve("d"));

    assertThat(file("d").obstacle()).contains(ReportFile.Obstacle.NO_FILE);
    assertThat(new ReportFile(Path.of("/dev/null")).obstacle())
        .contains(ReportFile.Obstacle.NO_FILE);
    assertThat(file("x/y.json").obstacle()).contains(ReportFile.Obstacle.NOT_WRITABLE);
    assertThat(file("r".repeat(256)).obstacle()).contains(ReportFile.Obstacle.NOT_WRITABLE);
  }

  @Test
  void whatOnlyOneCouldReadOnlyHeCanRead() throws IOException {
    var rights = PosixFilePermissions.fromString("rw-------");
    Path file = Files.createFile(folder.resolve("a"), PosixFilePermissions.asFileAttribute(rights));

    file("a").write(SampleReport.full());

    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(rights);
    assertThat(file).isNotEmptyFile();
  }

  @Test
  void aLinkToAReportStaysOne() throws IOException {
    file("real.json").write(SampleReport.full());
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("real.json"));

    file("link").write(SampleReport.full());

    assertThat(link).isSymbolicLink();
    assertThat(folder.resolve("real.json")).content().startsWith("{\"format\"");
  }

  @Test
  void aLinkToNothingIsReplacedAsNothing() throws IOException {
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));

    assertThat(file("link").obstacle()).contains(ReportFile.Obstacle.NO_FILE);
  }
}
