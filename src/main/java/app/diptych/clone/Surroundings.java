package app.diptych.clone;

import app.diptych.disks.Disk;
import app.diptych.disks.DiskInventory;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// What a job has around it.
///
/// @param checks the checks before it
/// @param disks the disks at the moment of the call
/// @param nanoTime the clock, as [System#nanoTime]
record Surroundings(
    Function<CloneRequest, Findings> checks, Supplier<List<Disk>> disks, LongSupplier nanoTime) {

  /// The machine whose disks this inventory lists.
  static Surroundings of(DiskInventory inventory) {
    var preflight = new Preflight(inventory);
    return new Surroundings(preflight::examine, inventory::list, System::nanoTime);
  }
}
