package app.diptych.clone;

import static app.diptych.clone.Sentences.say;

import app.diptych.rescue.MapFile;
import app.diptych.rescue.MapFormatException;
import app.diptych.rescue.Standing;
import app.diptych.rescue.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Finds out whether a file can serve as the map of a clone. Changes nothing.
final class MapCheck {
  private final Path path;
  private final MapFile file;

  MapCheck(Path path) {
    this.path = path;
    this.file = new MapFile(path);
  }

  /// What stands against it.
  Optional<Refusal> refusal(Subject source, Subject target) {
    return reason(source, target).map(reason -> new Refusal.MapUnusable(path, reason));
  }

  private Optional<String> reason(Subject source, Subject target) {
    try {
      if (SameFile.isEither(path, source.endpoint(), target.endpoint())) {
        return Optional.of(say("map.same"));
      }
      if (Files.exists(path) && !Files.isRegularFile(path)) {
        return Optional.of(say("map.noFile"));
      }
      // One of ours is done without where it cannot be kept.
      if (!KeptMaps.holds(path) && !isWritable()) {
        return Optional.of(say("map.notWritable"));
      }
      return content(source, target);
    } catch (IOException e) {
      return Optional.of(say("map.unreadable", String.valueOf(e.getMessage())));
    }
  }

  /// It is replaced as a whole, so its folder counts as well.
  private boolean isWritable() throws IOException {
    Path real = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
    Path folder = real.getParent();
    return folder != null
        && Files.isDirectory(folder)
        && Files.isWritable(folder)
        && (!Files.exists(real) || Files.isWritable(real));
  }

  private Optional<String> content(Subject source, Subject target) throws IOException {
    if (source.measure().isEmpty() || !file.exists()) {
      return Optional.empty();
    }
    try {
      Standing standing = file.read(source.measure().get().size());
      long finished = standing.map().bytes(Status.FINISHED);
      return finished > 0 && target.isToBeCreated()
          ? Optional.of(say("map.noTarget", finished))
          : Optional.empty();
    } catch (MapFormatException e) {
      return Optional.ofNullable(e.getMessage());
    }
  }
}
