package app.diptych.disks;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Lists the disks of a machine.
public final class DiskInventory {
  // A disk that spins up or is in trouble takes seconds; a person waits for the others.
  private static final long PATIENCE_MILLIS = 800;
  // Longer ago nobody would call it this moment.
  private static final long MOMENT = TimeUnit.SECONDS.toNanos(1);

  private final Supplier<List<Disk>> lister;
  private final Supplier<List<Disk>> checker;
  private final LongSupplier nanoTime;
  private final Answers<String, Listing.Inspection> answers = new Answers<>(PATIENCE_MILLIS);
  private final AtomicReference<@Nullable Ahead> ahead = new AtomicReference<>();

  private record Ahead(long began, CompletableFuture<List<Disk>> disks) {}

  private DiskInventory(Supplier<List<Disk>> lister, LongSupplier nanoTime) {
    this.lister = lister;
    checker = lister;
    this.nanoTime = nanoTime;
  }

  private DiskInventory(Roots roots, Supplier<Set<String>> hardware) {
    lister = () -> new Listing(roots, hardware, answers).disks();
    checker = () -> new Listing(roots, hardware, answers).devices();
    nanoTime = System::nanoTime;
  }

  /// The inventory of the machine this program runs on. On a system other than Linux it lists
  /// nothing.
  public static DiskInventory ofThisMachine() {
    return of(Roots.ofThisMachine(), new OshiNames());
  }

  /// An inventory that tells whatever it is given, for those who need one that is made up.
  ///
  /// @param lister called at each listing, on the thread that asks
  public static DiskInventory of(Supplier<List<Disk>> lister) {
    return of(lister, System::nanoTime);
  }

  /// The same by another clock.
  static DiskInventory of(Supplier<List<Disk>> lister, LongSupplier nanoTime) {
    return new DiskInventory(lister, nanoTime);
  }

  /// The inventory of a machine that is described in these directories.
  ///
  /// @param hardware tells which disks are pieces of hardware, as the kernel names them
  static DiskInventory of(Roots roots, Supplier<Set<String>> hardware) {
    return new DiskInventory(roots, hardware);
  }

  /// Every disk there is at this moment, by path; 26+ disks sort as sda, sdb, …, sdz, sdaa. Takes
  /// some milliseconds, or most of a second the first time that a disk does not answer, which is
  /// listed all the same. Writes nothing and reads no disk; a disk that is hardware is opened for
  /// reading and closed at once, to find out whether it may be.
  public List<Disk> list() {
    return lister.get();
  }

  /// The same disks, a moment sooner, for the checks: what has a size the kernel names as well as
  /// the enumeration, which is asked only of what has none.
  public List<Disk> devices() {
    Ahead begun = ahead.getAndSet(null);
    return begun != null && nanoTime.getAsLong() - begun.began < MOMENT
        ? begun.disks.join()
        : checker.get();
  }

  /// Looks for them on another thread, for the next check within a second: who knows that it will
  /// come can do something else meanwhile.
  public void lookAhead() {
    var disks = new CompletableFuture<List<Disk>>();
    ahead.set(new Ahead(nanoTime.getAsLong(), disks));
    disks.completeAsync(checker, task -> Thread.ofPlatform().daemon().name("disks").start(task));
  }

  /// Calls a listener, on any thread, whenever a disk has answered that was listed as silent: a
  /// listing tells more then.
  public void whenAnswered(Runnable listener) {
    answers.whenLate(listener);
  }

  /// The disk that a device number belongs to: its own or one of its partitions'.
  public static Optional<Disk> diskOf(DeviceNumber number, List<Disk> disks) {
    return disks.stream().filter(disk -> disk.has(number)).findFirst();
  }
}
