package app.diptych.ui.disks;

import app.diptych.nbd.ExportFacts;
import java.util.List;

/// What came of asking an NBD server.
public sealed interface ServerAnswer {

  /// It told what it offers.
  ///
  /// @param exports all that it lists, or the one that was named
  record Known(List<ExportFacts> exports) implements ServerAnswer {
    /// Keeps its own copy of the list.
    public Known {
      exports = List.copyOf(exports);
    }
  }

  /// It told nothing.
  ///
  /// @param reason why, in words
  record Unknown(String reason) implements ServerAnswer {}
}
