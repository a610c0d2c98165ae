package app.diptych.clone.check;

import static app.diptych.clone.Sentences.say;

import app.diptych.block.DeviceException;
import app.diptych.block.os.Sharing;
import app.diptych.clone.CloneRequest.Options;
import app.diptych.clone.Endpoint;
import app.diptych.clone.Refusal;
import app.diptych.clone.Sentences;
import app.diptych.clone.Warning;
import app.diptych.disks.Use;
import app.diptych.mirror.MirrorOptions;
import app.diptych.nbd.Ability;
import app.diptych.state.LogFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One run of the checks: collects what stands against a request, and what to know before it.
final class Checks {
  private static final Logger LOG = LoggerFactory.getLogger(Checks.class);
  // More than any disk has, and the sum of two offsets stays a number.
  private static final long MOST_BYTES = 1L << 62;

  private final Layers layers;
  private final Outlook outlook;
  private final Options options;
  private final List<Refusal> refusals = new ArrayList<>();
  private final List<Warning> warnings = new ArrayList<>();

  Checks(Layers layers, Outlook outlook, Options options) {
    this.layers = layers;
    this.outlook = outlook;
    this.options = options;
    LogFile.obstacle()
        .map(why -> new Warning.LogUnkept(Sentences.reason(why)))
        .ifPresent(warnings::add);
  }

  /// What stands against it, as far as it was looked at.
  List<Refusal> refusals() {
    return refusals;
  }

  /// What to know before it, likewise.
  List<Warning> warnings() {
    return warnings;
  }

  /// Looks at each of the two by itself.
  Survey survey() {
    return new Survey(outlook, layers, refusals);
  }

  /// Looks at the two together, and at who stands on the target.
  void compare(Subject source, Subject target) {
    checkSize(source);
    checkSame(source, target);
    shapes(source, target);
    checkUses(target);
    checkSystem(target);
    checkRoom(source, target);
    checkFlush(target);
    List<Warning> ofMap = new ArrayList<>();
    options.map().ifPresent(map -> new MapCheck(map).check(source, target, refusals, ofMap));
    checkContents(target, loss(ofMap));
    warnings.addAll(ofMap);
  }

  private void checkSize(Subject source) {
    source
        .measure()
        .map(Measure::size)
        .filter(size -> size > MOST_BYTES)
        .map(size -> say("access.tooLarge", size, MOST_BYTES))
        .map(why -> new Refusal.NotAccessible(source.role(), source.name(), why, false))
        .ifPresent(refusals::add);
  }

  /// Looks at whether the two fit each other.
  void shapes(Subject source, Subject target) {
    Shapes.check(source, target, options.fit(), refusals, warnings);
  }

  // What an export takes is to be durable at some time: a copy, and what clients write.
  private void checkFlush(Subject written) {
    boolean isUnknown =
        written
            .measure()
            .map(Measure::mark)
            .filter(mark ->
                mark instanceof Mark.OfExport(var facts)
                    && !facts.abilities().contains(Ability.FLUSH))
            .isPresent();
    if (isUnknown) {
      warnings.add(new Warning.FlushUnknown(written.name()));
    }
  }

  private void checkSame(Subject source, Subject target) {
    new Sameness(layers, outlook)
        .of(source, target)
        .ifPresentOrElse(
            how -> refusals.add(new Refusal.SameDevice(source.name(), target.name(), how)),
            () -> {
              if (Sameness.isUnknown(source, target)) {
                warnings.add(new Warning.SamenessUnknown(source.name(), target.name()));
              }
            });
  }

  private void checkUses(Subject target) {
    checkClaims(target, Sharing.NOBODY);
    List<Use> users = new Occupancy(layers).of(target);
    if (!users.isEmpty()) {
      refusals.add(new Refusal.TargetInUse(target.path(), users));
    }
  }

  private void checkClaims(Subject subject, Sharing sharing) {
    if (isClaimed(subject, sharing)) {
      refusals.add(new Refusal.UnderWay(subject.name()));
    }
  }

  /// Whether another job uses an export: nobody else is seen there.
  private boolean isClaimed(Subject subject, Sharing sharing) {
    return subject.endpoint() instanceof Endpoint.Export(var uri)
        && outlook.isClaimed(uri, sharing);
  }

  /// Looks at who writes to a source while it is cloned.
  void clone(Subject source) {
    checkClaims(source, Sharing.READERS);
    List<Use> writers = new Occupancy(layers).writers(source);
    if (writers.isEmpty()) {
      return;
    }
    if (options.acceptsMountedSource()) {
      warnings.add(new Warning.SourceInUse(source.path(), writers));
    } else {
      refusals.add(new Refusal.SourceInUse(source.path(), writers));
    }
  }

  /// Looks at who else uses a device that clients will write to: even who only reads would find it
  /// changing under him.
  void offer(Subject device) {
    checkClaims(device, Sharing.NOBODY);
    List<Use> users = new Occupancy(layers).of(device);
    if (!users.isEmpty()) {
      refusals.add(new Refusal.OfferedInUse(device.role(), device.name(), users));
    }
    checkFlush(device);
  }

  /// Looks at who writes to a device that clients will read.
  void watch(Subject device) {
    List<Use> writers = new ArrayList<>(new Occupancy(layers).writers(device));
    if (isClaimed(device, Sharing.READERS)) {
      writers.add(new Use.Held(device.name(), Use.HolderKind.WRITER, say("holder.unseen")));
    }
    if (!writers.isEmpty()) {
      warnings.add(new Warning.OfferedInUse(device.name(), writers));
    }
  }

  /// A partition of a disk that the system depends on counts like the disk: a slip in its number is
  /// all that is needed.
  private void checkSystem(Subject target) {
    target
        .place()
        .map(Place::disk)
        .filter(disk -> disk.isSystem())
        .ifPresent(disk -> {
          Path path = Path.of(disk.path());
          if (options.eraseName().stream().anyMatch(disk.name()::equals)) {
            warnings.add(new Warning.SystemDisk(path));
          } else {
            refusals.add(new Refusal.SystemDisk(path, disk.name()));
          }
        });
  }

  /// Counts what the copy takes up against what is free, and what an existing image has already:
  /// only what cannot fit is refused.
  private void checkRoom(Subject source, Subject target) {
    boolean isImage = target.isImage() || target.isToBeCreated();
    if (source.measure().isEmpty() || !isImage) {
      return;
    }
    try {
      // Not by map(Measure::held), which Java puts together at run time, for 10 ms.
      long taken = target.measure().isPresent() ? target.measure().get().held() : 0;
      long available = outlook.usableBytes(target.isImage() ? target.path() : target.folder());
      // Where an image has data, fewer zeros are written over it.
      int whole = taken == 0 ? MirrorOptions.HOLE_SIZE : MirrorOptions.DEFAULT.chunkSize();
      long needed = written(source, available + taken, whole) - taken;
      if (needed > available) {
        refusals.add(new Refusal.NoRoom(target.path(), needed, available));
      }
    } catch (IOException | DeviceException e) {
      // Then the writing will tell.
      LOG.debug("the free space could not be asked for", e);
    }
  }

  /// More than a source holds whose holes are small, as what is between them is written, too, but
  /// for a rescue. That is counted only where it decides.
  ///
  /// @param whole bytes that are written as a whole if any of them is data
  private long written(Subject source, long room, int whole) throws DeviceException {
    Measure measure = source.measure().orElseThrow();
    boolean isKnown = measure.held() > room || measure.size() <= room;
    return isKnown || !source.isImage() || options.skipping().isPresent()
        ? measure.held()
        : outlook.heldByChunks(source.path(), whole);
  }

  private Warning.Loss loss(List<Warning> ofMap) {
    if (options.journaling().resumes()) {
      return Warning.Loss.UNEQUAL;
    }
    return Warning.GoesOnFromMap.among(ofMap).isPresent() ? Warning.Loss.UNREAD : Warning.Loss.ALL;
  }

  private void checkContents(Subject target, Warning.Loss loss) {
    try {
      List<String> contents = Contents.of(target, outlook);
      if (!contents.isEmpty()) {
        warnings.add(new Warning.TargetHasData(target.name(), contents, loss));
      }
    } catch (DeviceException e) {
      // A target that cannot be read can still be written; the clone does not need its content.
      LOG.warn("the target's content could not be looked at", e);
    }
  }
}
