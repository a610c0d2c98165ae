package app.diptych.ui.history;

import app.diptych.report.Reports;
import java.io.IOException;
import java.util.List;

/// Where the reports of the jobs that have ended are. Not for the JavaFX thread.
public interface Shelf {
  /// All that are kept, the latest first.
  List<Reports.Kept> list() throws IOException;

  /// Removes one, if it is there.
  void delete(String id) throws IOException;

  /// Those of the user who runs this program.
  static Shelf real() {
    var reports = Reports.ofThisUser();
    return new Shelf() {
      @Override
      public List<Reports.Kept> list() throws IOException {
        return reports.list();
      }

      @Override
      public void delete(String id) throws IOException {
        boolean _ = reports.delete(id);
      }
    };
  }
}
