package app.diptych.clone.pair;

import app.diptych.block.BlockDevice;
import app.diptych.block.DeviceException;
import app.diptych.block.Region;
import app.diptych.block.SliceDevice;
import app.diptych.block.WatchedDevice;
import app.diptych.block.os.OpenOptions;
import app.diptych.block.os.RawDevice;
import app.diptych.clone.Refusal;
import app.diptych.clone.RefusedException;
import app.diptych.clone.Sentences;
import app.diptych.clone.Warning;
import app.diptych.clone.check.Findings;
import app.diptych.clone.check.Mark;
import app.diptych.clone.check.OpenFailure;
import app.diptych.clone.check.Reach;
import app.diptych.clone.check.Subject;
import app.diptych.clone.control.Board;
import app.diptych.clone.control.Control;
import app.diptych.disks.Disk;
import app.diptych.disks.DiskInventory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Source and target, both open, and known to be what was checked.
///
/// Closing it closes the target, then the source, and removes an image that was created for
/// nothing.
public final class OpenPair implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OpenPair.class);

  private final Opened source;
  private final Opened target;
  private final WatchedDevice watchedSource;
  private final WatchedDevice watchedTarget;
  private final Surroundings around;
  private final Optional<Subject> written;
  private Optional<Watchdog> watchdog = Optional.empty();
  private Consumer<Warning> warned = _ -> {};
  private boolean isKept;

  /// @param written the target as it was found, where it is opened for writing
  private OpenPair(Opened source, Opened target, Surroundings around, Optional<Subject> written) {
    this.source = source;
    this.target = target;
    this.watchedSource = new WatchedDevice(source.device(), around.nanoTime());
    this.watchedTarget = new WatchedDevice(target.device(), around.nanoTime());
    this.around = around;
    this.written = written;
  }

  /// Opens both, the target for itself alone, and asks each who it is.
  ///
  /// @param options how the source is opened
  /// @param around the disks at the moment of the call, and the clock
  /// @param waiting as [Opened#open]
  public static OpenPair open(
      Findings findings, OpenOptions options, Surroundings around, Consumer<String> waiting)
      throws RefusedException {
    Lender lender = Lender.telling(waiting);
    Opened ours = Opened.open(findings.source(), options, lender);
    try {
      var pair = withTarget(ours, findings.target(), around, lender);
      try {
        List<Disk> disks = disks(findings, around);
        pair.source.check(findings.source(), disks);
        pair.target.check(findings.target(), disks);
        return pair;
      } catch (RefusedException | RuntimeException e) {
        pair.close();
        throw e;
      }
    } catch (RefusedException | RuntimeException e) {
      ours.close();
      throw e;
    }
  }

  // A file has no serial number that would have to be looked up again.
  private static List<Disk> disks(Findings findings, Surroundings around) {
    boolean isFile = findings.source().place().isEmpty() && findings.target().place().isEmpty();
    return isFile ? List.of() : around.disks().get();
  }

  /// Opens both for reading. An image is kept from changing meanwhile, unless others write to one
  /// of the two already.
  public static OpenPair reading(Findings findings, Consumer<String> waiting)
      throws RefusedException {
    Lender lender = Lender.telling(waiting);
    Opened ours = Opened.open(findings.source(), findings.reading(), lender);
    try {
      Opened theirs = Opened.open(findings.target(), findings.reading(), lender);
      return new OpenPair(
          ours, theirs, Surroundings.of(DiskInventory.of(List::of)), Optional.empty());
    } catch (RefusedException | RuntimeException e) {
      ours.close();
      throw e;
    }
  }

  private static OpenPair withTarget(
      Opened source, Subject target, Surroundings around, Lender lender) throws RefusedException {
    if (!target.isToBeCreated()) {
      Opened theirs = Opened.open(target, OpenOptions.TARGET, lender);
      return new OpenPair(source, theirs, around, Optional.of(target));
    }
    try {
      long size = source.device().geometry().size();
      RawDevice device = RawDevice.create(target.path(), size, OpenOptions.TARGET);
      return new OpenPair(source, new Opened.OfPath(device), around, Optional.of(target));
    } catch (DeviceException e) {
      throw OpenFailure.refused(target, e);
    }
  }

  private Optional<Path> created() {
    return written.filter(Subject::isToBeCreated).map(Subject::path);
  }

  /// Fails where what is written to the target shows on the source. An image that was created
  /// cannot be the source.
  public void checkApart(Findings findings) throws RefusedException {
    if (created().isEmpty() && Echo.isHeard(source(), target(), source::dropCache)) {
      String ours = findings.source().name();
      String theirs = findings.target().name();
      throw new RefusedException(
          List.of(new Refusal.SameDevice(ours, theirs, Sentences.say("same.echo", theirs, ours))));
    }
  }

  /// What is changed by writing to one of the two.
  public Reach reach(Subject written) {
    return new Reach(written, around.disks().get());
  }

  /// The source.
  public BlockDevice source() {
    return watchedSource;
  }

  /// Who the source is.
  public Mark sourceMark() throws DeviceException {
    return source.mark();
  }

  /// Who the target is.
  public Mark targetMark() throws DeviceException {
    return target.mark();
  }

  /// The target, as long as the source; the rest of a larger one is left out.
  public BlockDevice target() {
    return fitted(watchedTarget, source().geometry().size());
  }

  /// Whether it is a server that says of either where it holds zeros, not the kernel.
  public boolean isServed() {
    return source instanceof Opened.OfExport || target instanceof Opened.OfExport;
  }

  /// The first bytes of a device, as a device.
  static BlockDevice fitted(BlockDevice device, long size) {
    return device.geometry().size() == size ? device : new SliceDevice(device, new Region(0, size));
  }

  /// Tells the job's board of a side that does not answer, and its notes what both have done, until
  /// it is closed. A job of which one side is gone does not rest any more, to find that.
  public void watch(Control control) {
    Board board = control.board();
    warned = board::warned;
    board.notes().opened(() -> List.of(watchedSource.tally(), watchedTarget.tally()));
    var dog = new Watchdog(watchedSource, watchedTarget, board, around.nanoTime());
    dog.mind(this::isLost, control::resume);
    watchdog = Optional.of(dog.start(around.looks()));
  }

  /// The same for a job that has nothing to do, and finds nothing by itself.
  ///
  /// @param lost is told again and again
  public void watch(Control control, Runnable lost) {
    watchdog.ifPresent(dog ->
        dog.mind(
            this::isLost,
            () -> {
              control.resume();
              lost.run();
            }));
  }

  private boolean isLost() {
    return source.isLost() || target.isLost();
  }

  /// The source as clients use it through the mirror: a silent target does not keep them waiting
  /// for ever, unless it is one of this machine, where the system sees to that.
  public BlockDevice protect(BlockDevice mirror) {
    var clients = new WatchedDevice(mirror, around.nanoTime());
    watchdog.ifPresent(dog -> dog.protect(clients, target::hangUp));
    return clients;
  }

  /// Lets the system find the partitions that were written to the target. That it goes by those
  /// which were there before is told: whoever mounts or repairs one writes to the wrong place.
  public void rereadPartitions() {
    boolean isDone = false;
    try {
      isDone = target.rereadPartitions();
      LOG.debug("partitions of {} read anew: {}", target.device().name(), isDone);
    } catch (DeviceException e) {
      LOG.warn("the system does not know the target's partitions yet", e);
    }
    if (!isDone) {
      written
          .filter(OpenPair::hadPartitions)
          .map(Subject::name)
          .map(Warning.PartitionsStale::new)
          .ifPresent(warned);
    }
  }

  private static boolean hadPartitions(Subject target) {
    return target
        .place()
        .filter(place -> place.partition().isEmpty() && !place.disk().partitions().isEmpty())
        .isPresent();
  }

  /// Lets the system forget what it holds of both in memory, where it could not be passed by.
  public void dropCaches() {
    for (Opened device : List.of(source, target)) {
      try {
        device.dropCache();
      } catch (DeviceException e) {
        LOG.warn("what is compared may come from memory", e);
      }
    }
  }

  /// Lets the target go before the source.
  public void letTargetGo() {
    rereadPartitions();
    target.close();
  }

  /// Lets both go without waiting for a server that may never answer.
  public void hangUp() {
    source.hangUp();
    target.hangUp();
  }

  /// An image that was created stays, complete or not: something is about to be written to it.
  public void keep() {
    isKept = true;
  }

  /// An image that was created goes: nothing was written to it after all.
  public void discard() {
    isKept = false;
  }

  @Override
  public void close() {
    watchdog.ifPresent(Watchdog::close);
    target.close();
    source.close();
    if (!isKept) {
      created().ifPresent(OpenPair::remove);
    }
  }

  private static void remove(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOG.warn("an image that was created for nothing could not be removed: {}", path, e);
    }
  }
}
