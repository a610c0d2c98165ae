package app.diptych.report;

import app.diptych.state.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// A file that a person has named for a report: HTML where its name says so, else JSON. It takes
/// the place of another report or of an empty file, and of nothing else.
///
/// @param path the file
public record ReportFile(Path path) {
  // The marks of both kinds stand within so many bytes.
  private static final int HEAD = 256;

  /// What keeps a file from being one.
  public enum Obstacle {
    /// It is a device, a folder, a pipe.
    NO_FILE,
    /// It holds something else.
    NO_REPORT,
    /// It cannot be written there.
    NOT_WRITABLE
  }

  /// What keeps it from being written, as far as that can be seen beforehand. Changes nothing.
  public Optional<Obstacle> obstacle() {
    try {
      Path real = real();
      Path folder = real.getParent();
      if (Files.exists(real, LinkOption.NOFOLLOW_LINKS)) {
        if (!Files.isRegularFile(real)) {
          return Optional.of(Obstacle.NO_FILE);
        }
        if (!isReportOrEmpty(real)) {
          return Optional.of(Obstacle.NO_REPORT);
        }
      }
      // Of a name that is too long nobody can say either.
      boolean isName = Files.exists(real) || Files.notExists(real);
      boolean isWritable =
          isName && folder != null && Files.isDirectory(folder) && Files.isWritable(folder);
      return isWritable ? Optional.empty() : Optional.of(Obstacle.NOT_WRITABLE);
    } catch (IOException _) {
      return Optional.of(Obstacle.NOT_WRITABLE);
    }
  }

  private Path real() throws IOException {
    return Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
  }

  private static boolean isReportOrEmpty(Path file) throws IOException {
    try (var content = Files.newInputStream(file)) {
      String head = new String(content.readNBytes(HEAD), StandardCharsets.UTF_8);
      return head.isEmpty()
          || head.startsWith("{\"format\":\"" + ReportJson.FORMAT + "\"")
          || (head.startsWith("<!DOCTYPE html>") && head.contains(ReportHtml.MARK));
    }
  }

  private boolean isHtml() {
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    return name.endsWith(".html") || name.endsWith(".htm");
  }

  /// Writes the report, durably: whatever happens meanwhile, the file is as it was or holds all of
  /// the report.
  ///
  /// @throws IOException if it could not be written, or something else stands there by now
  public void write(JobReport report) throws IOException {
    Optional<Obstacle> obstacle = obstacle();
    if (obstacle.isPresent()) {
      throw new IOException(path + ": " + obstacle.get());
    }
    String text = isHtml() ? Reports.toHtml(report) : Reports.toJson(report);
    WholeFile.write(path, text.getBytes(StandardCharsets.UTF_8));
  }
}
