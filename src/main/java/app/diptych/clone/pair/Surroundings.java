package app.diptych.clone.pair;

import app.diptych.clone.CloneRequest;
import app.diptych.clone.MirrorRequest;
import app.diptych.clone.check.Findings;
import app.diptych.clone.check.Preflight;
import app.diptych.disks.Disk;
import app.diptych.disks.DiskInventory;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// What a job has around it.
///
/// @param checks the checks before it
/// @param disks the disks at the moment of the call
/// @param nanoTime the clock, as [System#nanoTime]
/// @param looks how often is looked after devices that do not answer
public record Surroundings(
    Function<CloneRequest, Findings> checks,
    Supplier<List<Disk>> disks,
    LongSupplier nanoTime,
    Duration looks) {

  /// Looks as often as usual.
  public Surroundings(
      Function<CloneRequest, Findings> checks, Supplier<List<Disk>> disks, LongSupplier nanoTime) {
    this(checks, disks, nanoTime, Watchdog.STEP);
  }

  /// The machine whose disks this inventory lists.
  public static Surroundings of(DiskInventory inventory) {
    var preflight = new Preflight(inventory);
    return new Surroundings(preflight::examine, inventory::devices, System::nanoTime);
  }

  /// The same for who has just had this check the request.
  public static Surroundings after(Preflight preflight) {
    return new Surroundings(preflight::followUp, preflight::disks, System::nanoTime);
  }

  /// The same for a mirror, where the address is checked as well.
  public static Surroundings of(MirrorRequest request, DiskInventory inventory) {
    var preflight = new Preflight(inventory);
    return new Surroundings(_ -> preflight.examine(request), inventory::devices, System::nanoTime);
  }
}
