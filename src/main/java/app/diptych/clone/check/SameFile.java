package app.diptych.clone.check;

import app.diptych.clone.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Whether two names lead to one file.
final class SameFile {
  private SameFile() {}

  /// Whether a path leads to the source or the target.
  static boolean isEither(Path path, Endpoint source, Endpoint target) throws IOException {
    return is(path, source) || is(path, target);
  }

  private static boolean is(Path path, Endpoint endpoint) throws IOException {
    return switch (endpoint) {
      case Endpoint.Local local -> are(path, local.path());
      case Endpoint.Export _ -> false;
    };
  }

  /// Whether both lead to one file, be it one that is not there yet.
  static boolean are(Path one, Path other) throws IOException {
    return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize())
        || (Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other));
  }
}
