package app.diptych.state;

import java.io.IOException;

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
      PrivateFolder folder = Folders.ofThisUser().state();
      folder.openOrCreate(NAME).close();
      System.setProperty(PROPERTY, folder.path().resolve(NAME).toString());
    } catch (IOException _) {
      // There is no place to tell it.
      System.setProperty(PROPERTY, "");
    }
  }
}
