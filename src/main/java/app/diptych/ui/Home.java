package app.diptych.ui;

import app.diptych.block.DeviceException;
import app.diptych.sample.SamplePair;
import app.diptych.ui.history.HistoryModel;
import app.diptych.ui.history.Shelf;
import app.diptych.ui.settings.SettingsModel;
import java.io.IOException;

/// What belongs to the user of a window.
///
/// @param settings what he has set
/// @param samples makes two sample images to try the program on; not for the JavaFX thread
/// @param shelf the reports of the jobs that have ended
/// @param reader shows the page of a report
record Home(SettingsModel settings, Samples samples, Shelf shelf, HistoryModel.Reader reader) {

  /// Makes sample images.
  @FunctionalInterface
  interface Samples {
    /// Two images, made anew.
    SamplePair create() throws IOException, DeviceException;
  }
}
