package app.diptych.clone.check;

import app.diptych.state.DatedName;
import app.diptych.state.Folders;
import app.diptych.state.PrivateFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The maps of unreadable sectors that are kept where nobody has named a file, in a folder beside
/// the reports that only the user can look into. A job with such a map has a journal as well, by
/// which its two disks are known when it goes on. The oldest go when there are too many, but for
/// those that a job goes on from or may go on from.
public final class KeptMaps {
  /// How many are kept.
  static final int MOST = 200;

  private static final Logger LOG = LoggerFactory.getLogger(KeptMaps.class);
  private static final String FOLDER = "maps";
  private static final String ENDING = ".map";

  private KeptMaps() {}

  /// The path of a map that is not there yet, and of no other job. Touches no file.
  public static Path fresh() {
    return folder().resolve(DatedName.of(Clock.systemUTC().instant(), "map", ENDING));
  }

  /// Where they are; not there before there is one.
  public static Path folder() {
    return Folders.ofThisUser().statePath().resolve(FOLDER);
  }

  /// Whether a map is one of these.
  public static boolean holds(Path map) {
    return folder().equals(map.getParent());
  }

  /// Makes room for one of these.
  ///
  /// @param spared maps that stay
  /// @return whether there is any; else the job goes on without a map
  public static boolean admit(Set<Path> spared) {
    try {
      PrivateFolder folder = Folders.ofThisUser().state().folder(FOLDER);
      Set<String> names =
          spared.stream()
              .filter(KeptMaps::holds)
              .map(map -> String.valueOf(map.getFileName()))
              .collect(Collectors.toSet());
      folder.keepLast(MOST - 1, ENDING, names);
      return true;
    } catch (IOException e) {
      LOG.warn("no map can be kept", e);
      return false;
    }
  }
}
