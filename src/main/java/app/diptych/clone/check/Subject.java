package app.diptych.clone.check;

import app.diptych.block.os.FileKind;
import app.diptych.block.os.FileStatus;
import app.diptych.clone.Endpoint;
import app.diptych.clone.Refusal;
import java.nio.file.Path;
import java.util.Optional;

/// One of the two, as the checks found it.
///
/// @param role source or target
/// @param endpoint as it was named
/// @param status what stands there; empty where nothing does, or it could not be looked at
/// @param measure what was measured; empty where nothing could be
/// @param place where among the disks it lies; empty for a file and a device that is not listed
/// @param isToBeCreated whether it is an image that does not exist and can be created
public record Subject(
    Refusal.Role role,
    Endpoint endpoint,
    Optional<FileStatus> status,
    Optional<Measure> measure,
    Optional<Place> place,
    boolean isToBeCreated) {

  /// One of which nothing is known but its name.
  public static Subject unknown(Refusal.Role role, Endpoint endpoint) {
    return new Subject(role, endpoint, Optional.empty(), Optional.empty(), Optional.empty(), false);
  }

  /// An image that does not exist and can be created.
  static Subject toBeCreated(Refusal.Role role, Endpoint.Local endpoint) {
    return new Subject(role, endpoint, Optional.empty(), Optional.empty(), Optional.empty(), true);
  }

  /// An export that was measured.
  static Subject served(Refusal.Role role, Endpoint.Export endpoint, Measure measure) {
    return new Subject(
        role, endpoint, Optional.empty(), Optional.of(measure), Optional.empty(), false);
  }

  /// Its text, as it was named.
  public String name() {
    return endpoint.toString();
  }

  /// The path of a disk or image; an export has none.
  public Path path() {
    return switch (endpoint) {
      case Endpoint.Local local -> local.path();
      case Endpoint.Export export -> throw new IllegalStateException("no path: " + export);
    };
  }

  /// Whether it is a file.
  boolean isImage() {
    return status.stream().anyMatch(s -> s.kind() == FileKind.REGULAR_FILE);
  }

  /// The directory that it lies in.
  Path folder() {
    Path parent = path().toAbsolutePath().getParent();
    return parent == null ? path().toAbsolutePath() : parent;
  }
}
