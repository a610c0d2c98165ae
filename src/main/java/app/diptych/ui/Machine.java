package app.diptych.ui;

import app.diptych.clone.CloneJob;
import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.Job;
import app.diptych.clone.Preflight;
import app.diptych.clone.Verdict;
import app.diptych.disks.Disk;
import app.diptych.disks.DiskInventory;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// What the window needs of the machine it runs on. None of it is for the JavaFX thread.
///
/// @param disks lists what is plugged in
/// @param checks says what stands against a request
/// @param jobs makes the job that carries a request out
record Machine(Supplier<List<Disk>> disks, Function<CloneRequest, Verdict> checks, Jobs jobs) {

  /// Makes jobs.
  @FunctionalInterface
  interface Jobs {
    /// A job that has not begun, and tells this listener.
    Job create(CloneRequest request, CloneListener listener);
  }

  /// The machine itself.
  static Machine real() {
    var inventory = DiskInventory.ofThisMachine();
    return new Machine(
        inventory::list,
        new Preflight(inventory)::check,
        (request, listener) -> new CloneJob(request, inventory, listener, Optional.empty()));
  }
}
