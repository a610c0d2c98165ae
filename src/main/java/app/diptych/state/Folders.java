package app.diptych.state;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Where a user keeps things, by the XDG Base Directory Specification.
///
/// @param statePath what is kept from one run to the next: journals, reports, the log
/// @param configPath what the user has set
public record Folders(Path statePath, Path configPath) {
  private static final String OURS = "diptych";

  /// Those of the user who runs this program.
  public static Folders ofThisUser() {
    return of(System.getenv(), home(System.getenv()));
  }

  /// Where HOME says, as the specification asks for, if that is the user's own: whoever becomes
  /// root by `sudo -E` brings another one's along. Java knows only what the system's list says.
  static Path home(Map<String, String> variables) {
    return named(variables, "HOME")
        .filter(PrivateFolder::isOwn)
        .orElse(Path.of(System.getProperty("user.home")));
  }

  /// Those of a user with these variables and this home. A path that is not absolute is ignored, as
  /// the specification asks for.
  static Folders of(Map<String, String> variables, Path home) {
    return new Folders(
        named(variables, "XDG_STATE_HOME").orElse(home.resolve(".local/state")).resolve(OURS),
        named(variables, "XDG_CONFIG_HOME").orElse(home.resolve(".config")).resolve(OURS));
  }

  private static Optional<Path> named(Map<String, String> variables, String name) {
    try {
      return Optional.ofNullable(variables.get(name)).map(Path::of).filter(Path::isAbsolute);
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }

  /// The folder for state, made if it is not there.
  ///
  /// @throws UnsafeFolderException if somebody else could have a hand in it
  public PrivateFolder state() throws IOException {
    return at(statePath);
  }

  /// The folder for settings, made if it is not there.
  ///
  /// @throws UnsafeFolderException if somebody else could have a hand in it
  public PrivateFolder config() throws IOException {
    return at(configPath);
  }

  // Of a user whom the system does not know, without HOME, Java calls the home "?", which would be
  // made in the working folder.
  private static PrivateFolder at(Path path) throws IOException {
    if (!path.isAbsolute()) {
      throw new IOException("this user has no home folder: set HOME or XDG_STATE_HOME");
    }
    return PrivateFolder.at(path);
  }
}
