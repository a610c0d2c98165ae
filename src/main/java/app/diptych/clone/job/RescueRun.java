package app.diptych.clone.job;

import app.diptych.block.DeviceException;
import app.diptych.block.Region;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Phase;
import app.diptych.clone.Refusal;
import app.diptych.clone.RefusedException;
import app.diptych.clone.Sentences;
import app.diptych.clone.Skipping;
import app.diptych.clone.Warning;
import app.diptych.clone.check.KeptMaps;
import app.diptych.clone.check.MapCheck;
import app.diptych.clone.check.Subject;
import app.diptych.clone.control.Board;
import app.diptych.clone.control.Control;
import app.diptych.clone.verify.Samples;
import app.diptych.clone.verify.SideFailure;
import app.diptych.mirror.Progress;
import app.diptych.rescue.Ends;
import app.diptych.rescue.MapFile;
import app.diptych.rescue.MapFormatException;
import app.diptych.rescue.Rescue;
import app.diptych.rescue.RescueListener;
import app.diptych.rescue.RescueOptions;
import app.diptych.rescue.RescueOutcome;
import app.diptych.rescue.Stage;
import app.diptych.rescue.Standing;
import app.diptych.rescue.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The phases of a clone in which all that can be read is copied and made durable, on two open
/// devices.
final class RescueRun {
  private static final Logger LOG = LoggerFactory.getLogger(RescueRun.class);

  private final Ends ends;
  private final Skipping skipping;
  private final boolean resumes;
  private final int physicalSector;
  private final Control control;

  /// @param options with what to do about unreadable sectors
  /// @param physicalSector bytes of the source's physical sectors, 0 where they are not known
  RescueRun(Ends ends, CloneRequest.Options options, int physicalSector, Control control) {
    this.ends = ends;
    this.skipping = options.skipping().orElseThrow();
    this.resumes = options.journaling().resumes();
    this.physicalSector = physicalSector;
    this.control = control;
  }

  /// How it went.
  sealed interface Result {
    /// All but this is on the target, durably.
    record Copied(List<Region> unreadable) implements Result {}

    /// The job ends so.
    record Ended(CloneResult how) implements Result {}
  }

  /// The bytes of a source's physical sectors, 0 where they are not known or the source, as a
  /// partition, does not begin with one.
  static int physicalSector(Subject source) {
    return source
        .place()
        .filter(place -> {
          int physical = place.disk().sectors().physical();
          return physical > 0 && place.region().offset() % physical == 0;
        })
        .map(place -> place.disk().sectors().physical())
        .orElse(0);
  }

  /// What is to be done when nothing stands against writing any more.
  interface Beginning {
    /// Does it, unless that stands against it.
    void run() throws RefusedException;
  }

  /// Copies. Lets both devices open.
  ///
  /// @throws RefusedException if the map is none, or not of this source; nothing was written
  Result run(Beginning beginning) throws RefusedException {
    Optional<MapFile> map =
        skipping.map().filter(path -> !KeptMaps.holds(path) || isAdmitted(path)).map(MapFile::new);
    var options = new RescueOptions(skipping.retries(), physicalSector, map);
    Board board = control.board();
    Progress none = new Progress(0, ends.source().geometry().size());
    board.begin(Phase.COPYING, () -> none);
    Standing start;
    try {
      start = checked(map, start(map));
      beginning.run();
    } catch (SideFailure e) {
      DeviceException failure = e.failure();
      return result(
          e.role() == Refusal.Role.SOURCE
              ? new RescueOutcome.SourceFailed(failure)
              : new RescueOutcome.TargetFailed(failure),
          none);
    }
    var rescue = new Rescue(ends, start, options, new Ears(board, map));
    board.count(() -> progress(rescue));
    board.map(most -> RescueCells.of(rescue.blocks(), rescue.position(), most));
    control.pausing().lead(rescue::pause, rescue::resume);
    control.cancellation().onWish(rescue::cancel);
    RescueOutcome outcome = rescue.run();
    return result(outcome, progress(rescue));
  }

  private static boolean isAdmitted(Path map) {
    Set<Path> spared = new HashSet<>(JournalWish.maps());
    spared.add(map);
    return KeptMaps.admit(spared);
  }

  private Progress progress(Rescue rescue) {
    return new Progress(rescue.bytesDone(), ends.source().geometry().size());
  }

  private Standing start(Optional<MapFile> map) throws RefusedException {
    long size = ends.source().geometry().size();
    try {
      return map.isPresent() && map.get().exists() ? map.get().read(size) : Standing.start(size);
    } catch (IOException e) {
      throw new RefusedException(unusable(map, Sentences.reason(e)), e);
    } catch (MapFormatException e) {
      throw new RefusedException(unusable(map, MapCheck.words(e, size)), e);
    }
  }

  // A map names neither of its disks. What goes on from a journal is known by that, so that only
  // somebody who wrote to a disk since can have made its map untrue.
  private Standing checked(Optional<MapFile> map, Standing start)
      throws RefusedException, SideFailure {
    var samples =
        new Samples(
            ends.source(), ends.target(), control.cancellation()::isWished, System::nanoTime);
    Samples.Seen seen = samples.look(start.map().regions(Status.FINISHED));
    if (seen.differing().isEmpty()) {
      if (!seen.isTelling() && !resumes && !control.cancellation().isWished()) {
        Path path = map.orElseThrow().path();
        control.board().warned(new Warning.MapUnseen(path, seen.compared(), seen.places()));
      }
      return start;
    }
    long at = seen.differing().get().offset();
    if (!resumes) {
      throw new RefusedException(unusable(map, Sentences.say("map.otherDisks", at)));
    }
    LOG.warn("the map is not true at byte {}: all is copied again", at);
    return Standing.start(start.map().size());
  }

  private static Refusal unusable(Optional<MapFile> map, String reason) {
    return new Refusal.MapUnusable(map.orElseThrow().path(), reason);
  }

  private Result result(RescueOutcome outcome, Progress progress) {
    var cancelled = new Result.Ended(new CloneResult.Cancelled(progress));
    return switch (outcome) {
      case RescueOutcome.Done(var unreadable) -> new Result.Copied(unreadable);
      case RescueOutcome.Cancelled() -> cancelled;
      // What did not answer was cut short.
      case RescueOutcome.SourceFailed _, RescueOutcome.TargetFailed _
          when control.cancellation().isWished() ->
          cancelled;
      case RescueOutcome.SourceFailed(var cause) -> failure(Refusal.Role.SOURCE, cause);
      case RescueOutcome.TargetFailed(var cause) -> failure(Refusal.Role.TARGET, cause);
      case RescueOutcome.MapFailed(var unreadable, var cause)
          when skipping.map().filter(KeptMaps::holds).isPresent() -> {
        LOG.warn("the map could not be kept; the copy is whole", cause);
        yield new Result.Copied(unreadable);
      }
      case RescueOutcome.MapFailed(_, var cause) -> {
        LOG.error("the map could not be written", cause);
        String reason =
            Sentences.say("failure.map", skipping.map().orElseThrow(), Sentences.reason(cause));
        yield new Result.Ended(new CloneResult.Failed(Phase.FLUSHING, reason, cure(cause)));
      }
    };
  }

  // Of files Java tells nothing but the system's words.
  private static CloneResult.Cure cure(IOException cause) {
    return String.valueOf(cause.getMessage()).endsWith("No space left on device")
        ? CloneResult.Cure.ROOM
        : CloneResult.Cure.UNKNOWN;
  }

  private Result failure(Refusal.Role role, DeviceException cause) {
    LOG.error("the copy failed: {}", role, cause);
    return new Result.Ended(CloneResult.Failed.of(control.board().phase(), role, cause));
  }

  /// Passes the rescue's news on.
  private record Ears(Board board, Optional<MapFile> map) implements RescueListener {
    @Override
    public void stage(Stage stage) {
      board.turn(stage == Stage.COPYING ? Phase.COPYING : Phase.RESCUING);
    }

    @Override
    public void percent(int percent) {
      board.percent(board.phase(), percent);
    }

    @Override
    public void flushing() {
      board.turn(Phase.FLUSHING);
    }

    @Override
    public void unwritten(IOException cause) {
      Path path = map.orElseThrow().path();
      board.warned(new Warning.MapUnwritten(path, Sentences.reason(cause)));
    }
  }
}
