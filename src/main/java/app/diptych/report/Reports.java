package app.diptych.report;

import app.diptych.state.DatedName;
import app.diptych.state.Folders;
import app.diptych.state.PrivateFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The reports of the jobs that have ended, kept in a folder that only the user can look into. The
/// oldest go when there are too many.
public final class Reports {
  /// How many are kept.
  public static final int MOST = 200;

  private static final Logger LOG = LoggerFactory.getLogger(Reports.class);
  private static final String ENDING = ".json";
  // Of three lists of a thousand regions a report has some hundred kilobytes.
  private static final int LARGEST = 4 << 20;

  private final Place place;

  /// Where they lie.
  @FunctionalInterface
  interface Place {
    /// The folder, made if it is not there.
    PrivateFolder open() throws IOException;
  }

  /// A report that is kept.
  ///
  /// @param id what it is asked for by
  /// @param report the report
  public record Kept(String id, JobReport report) {}

  Reports(Place place) {
    this.place = place;
  }

  /// Those of the user who runs this program.
  public static Reports ofThisUser() {
    return new Reports(() -> Folders.ofThisUser().state().folder("reports"));
  }

  /// All that are kept and can be read, the latest first.
  public List<Kept> list() throws IOException {
    PrivateFolder folder = place.open();
    List<Kept> all = new ArrayList<>();
    for (String id : ids(folder).reversed()) {
      try {
        all.add(new Kept(id, read(folder, id)));
      } catch (IOException e) {
        LOG.warn("a report is left out: {}", id, e);
      }
    }
    return all;
  }

  /// One of them.
  ///
  /// @throws IOException if it is not there, or none
  public JobReport load(String id) throws IOException {
    return read(place.open(), id);
  }

  /// Removes one of them.
  ///
  /// @return whether it was there
  public boolean delete(String id) throws IOException {
    return place.open().delete(id);
  }

  /// Keeps a report, and no more than [#MOST] with it.
  ///
  /// @return its id
  public String keep(JobReport report) throws IOException {
    PrivateFolder folder = place.open();
    String id = DatedName.of(report.course().started(), report.kind().toString(), ENDING);
    folder.writeAtomically(id, toJson(report).getBytes(StandardCharsets.UTF_8));
    folder.keepLast(MOST, ENDING);
    return id;
  }

  private static List<String> ids(PrivateFolder folder) throws IOException {
    return folder.list().stream().filter(name -> name.endsWith(ENDING)).toList();
  }

  private static JobReport read(PrivateFolder folder, String id) throws IOException {
    byte[] content = folder.read(id, LARGEST).orElseThrow(() -> new NoSuchFileException(id));
    return ReportJson.read(new String(content, StandardCharsets.UTF_8));
  }

  /// A report for programs: one object, on one line.
  public static String toJson(JobReport report) {
    return ReportJson.write(report) + "\n";
  }

  /// A report for people: a page that stands alone.
  public static String toHtml(JobReport report) {
    return ReportHtml.write(report);
  }
}
