package app.diptych.clone.check;

import static app.diptych.clone.Sentences.say;

import app.diptych.block.DeviceException;
import app.diptych.block.os.Guard;
import app.diptych.clone.Refusal;
import app.diptych.clone.Sentences;
import app.diptych.clone.Warning;
import app.diptych.rescue.MapFile;
import app.diptych.rescue.MapFormatException;
import app.diptych.rescue.RescueMap;
import app.diptych.rescue.Standing;
import app.diptych.rescue.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out whether a file can serve as the map of a clone. Changes nothing.
public final class MapCheck {
  private static final Logger LOG = LoggerFactory.getLogger(MapCheck.class);

  private final Path path;
  private final MapFile file;

  MapCheck(Path path) {
    this.path = path;
    this.file = new MapFile(path);
  }

  /// Adds what stands against it, or what it says of what was done already.
  void check(Subject source, Subject target, List<Refusal> refusals, List<Warning> warnings) {
    try {
      Optional<String> reason = reason(source, target);
      reason.map(words -> new Refusal.MapUnusable(path, words)).ifPresent(refusals::add);
      if (reason.isEmpty()) {
        standing(source).flatMap(this::news).ifPresent(warnings::add);
      }
    } catch (IOException e) {
      String reason = say("map.unreadable", Sentences.reason(e));
      refusals.add(new Refusal.MapUnusable(path, reason));
    } catch (MapFormatException e) {
      refusals.add(new Refusal.MapUnusable(path, words(e, source.measure())));
    }
  }

  private Optional<String> reason(Subject source, Subject target)
      throws IOException, MapFormatException {
    if (SameFile.isEither(path, source.endpoint(), target.endpoint())) {
      return Optional.of(say("map.same"));
    }
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      return Optional.of(say("map.noFile"));
    }
    // One of ours is done without where it cannot be kept.
    if (!KeptMaps.holds(path)) {
      Optional<String> objection =
          isWritable() ? FileSpace.objectionTo(path) : Optional.of(say("map.notWritable"));
      if (objection.isPresent()) {
        return objection;
      }
    }
    long finished = standing(source).map(at -> at.map().bytes(Status.FINISHED)).orElse(0L);
    return finished > 0 && target.isToBeCreated()
        ? Optional.of(say("map.noTarget", finished))
        : Optional.empty();
  }

  private Optional<Warning> news(Standing standing) {
    RescueMap map = standing.map();
    long finished = map.bytes(Status.FINISHED);
    long untried = map.bytes(Status.NON_TRIED);
    return untried == map.size()
        ? Optional.empty()
        : Optional.of(
            new Warning.GoesOnFromMap(path, finished, map.size() - finished - untried, untried));
  }

  private Optional<Standing> standing(Subject source) throws IOException, MapFormatException {
    return source.measure().isPresent() && file.exists()
        ? Optional.of(file.read(source.measure().get().size()))
        : Optional.empty();
  }

  private static String words(MapFormatException e, Optional<Measure> source) {
    return words(e, source.map(Measure::size).orElse(0L));
  }

  /// How much a map calls finished; nothing where it cannot be read.
  ///
  /// @param size bytes of the source
  public static long finishedBytes(Path map, long size) {
    try {
      var file = new MapFile(map);
      return file.exists() ? file.read(size).map().bytes(Status.FINISHED) : 0;
    } catch (IOException | MapFormatException e) {
      LOG.warn("a map cannot be read", e);
      return 0;
    }
  }

  /// What is wrong with a map for a source of this size.
  public static String words(MapFormatException e, long size) {
    String reason = String.valueOf(e.getMessage());
    return e.otherSize().isPresent()
        ? say("map.otherSize", e.otherSize().getAsLong(), size)
        : say("map.none", reason);
  }

  /// It is replaced as a whole, so its folder counts as well.
  private boolean isWritable() throws IOException {
    Path real = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
    Path folder = real.getParent();
    return folder != null
        && Files.isDirectory(folder)
        && Files.isWritable(folder)
        // Of a name that is too long it is not known that it does not exist.
        && (Files.notExists(real) || Files.isWritable(real))
        && isReplaceable(path);
  }

  /// Whether another file can be put in the place of one, or in an empty place: root may write to
  /// what he may not replace.
  static boolean isReplaceable(Path path) throws IOException {
    Path real = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
    Path folder = real.getParent();
    return (folder == null || isFree(folder)) && isFree(real);
  }

  private static boolean isFree(Path path) throws IOException {
    try {
      return !Files.exists(path) || Guard.of(path) == Guard.NONE;
    } catch (DeviceException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
