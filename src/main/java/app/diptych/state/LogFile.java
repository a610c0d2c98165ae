package app.diptych.state;

import java.io.IOException;
import java.util.Optional;

/// The file that this user's log goes to.
public final class LogFile {
  private static final String NAME = "diptych.log";
  // Where the set-up of the log looks for it: empty for none.
  static final String PROPERTY = "diptych.log";

  private LogFile() {}

  /// Makes the file for its user alone, and has the log go there. Where that cannot be, or the
  /// place is a link or somebody else's, nothing is logged: root must not be led to write where
  /// others want him to. To be called before anything is logged.
  public static void prepare() {
    try {
      System.setProperty(PROPERTY, made());
    } catch (IOException _) {
      // There is no place to tell it yet.
      System.setProperty(PROPERTY, "");
    }
  }

  /// Why nothing is logged; empty where something is, or what stood against it is gone.
  public static Optional<IOException> obstacle() {
    if (!System.getProperty(PROPERTY, NAME).isEmpty()) {
      return Optional.empty();
    }
    try {
      var _ = made();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e);
    }
  }

  private static String made() throws IOException {
    PrivateFolder folder = Folders.ofThisUser().state();
    folder.openOrCreate(NAME).close();
    return folder.path().resolve(NAME).toString();
  }
}
