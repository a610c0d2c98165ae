package app.diptych.ui;

import app.diptych.clone.CloneJob;
import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.Job;
import app.diptych.clone.MirrorRequest;
import app.diptych.clone.Preflight;
import app.diptych.clone.Verdict;
import app.diptych.disks.Disk;
import app.diptych.disks.DiskInventory;
import app.diptych.nbd.NbdUri;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// What the window needs of the machine it runs on. None of it is for the JavaFX thread.
///
/// @param disks lists what is plugged in
/// @param checks says what stands against a wish
/// @param servers asks an NBD server what it offers
/// @param jobs makes the jobs that carry requests out
record Machine(
    Supplier<List<Disk>> disks,
    Function<Wish, Verdict> checks,
    Function<NbdUri, ServerAnswer> servers,
    Jobs jobs) {

  /// Makes jobs that have not begun, and tell a listener.
  interface Jobs {
    /// A job that clones.
    Job clone(CloneRequest request, CloneListener listener);

    /// A job that keeps the source in use meanwhile.
    LiveJob mirror(MirrorRequest request, CloneListener listener);
  }

  /// The machine itself.
  static Machine real() {
    var inventory = DiskInventory.ofThisMachine();
    var preflight = new Preflight(inventory);
    return new Machine(
        inventory::list, wish -> check(preflight, wish), RealServers::ask, new RealJobs(inventory));
  }

  private static Verdict check(Preflight preflight, Wish wish) {
    return wish.mirror().map(preflight::check).orElseGet(() -> preflight.check(wish.request()));
  }

  /// The jobs of the package `clone`.
  private record RealJobs(DiskInventory inventory) implements Jobs {
    @Override
    public Job clone(CloneRequest request, CloneListener listener) {
      return new CloneJob(request, inventory, listener, Optional.empty());
    }

    @Override
    public LiveJob mirror(MirrorRequest request, CloneListener listener) {
      return new RealMirror(request, inventory, listener);
    }
  }
}
