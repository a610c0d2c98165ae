package app.diptych.ui.settings;

import app.diptych.state.PrivateFolder;
import app.diptych.ui.parts.Sayings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The file that settings are kept in. A file that cannot be read or written stops nobody, and is
/// told in the log. Safe for use by many threads.
public final class SettingsFile {
  private static final Logger LOG = LoggerFactory.getLogger(SettingsFile.class);
  private static final String NAME = "settings.conf";

  // Some two hundred bytes are what we write; a file of this size is none of ours.
  private static final int MOST = 1 << 16;

  private final Place place;

  /// Where the file is.
  @FunctionalInterface
  public interface Place {
    /// The folder, made if it is not there.
    PrivateFolder folder() throws IOException;
  }

  /// The file of a folder.
  public SettingsFile(Place place) {
    this.place = place;
  }

  /// What was set.
  public Settings read() {
    return text().settings();
  }

  /// Keeps settings, and whatever else the file says.
  ///
  /// @return why that cannot be done; empty where it is done
  synchronized String write(Settings settings) {
    SettingsText text = text();
    text.take(settings);
    try {
      place.folder().writeAtomically(NAME, text.toString().getBytes(StandardCharsets.UTF_8));
      return "";
    } catch (IOException e) {
      LOG.warn("The settings could not be kept", e);
      return Sayings.of(e);
    }
  }

  private SettingsText text() {
    try {
      byte[] content = place.folder().read(NAME, MOST).orElse(new byte[0]);
      return new SettingsText(new String(content, StandardCharsets.UTF_8));
    } catch (IOException e) {
      LOG.warn("The settings could not be read", e);
      return new SettingsText("");
    }
  }
}
