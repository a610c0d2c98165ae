package app.diptych.ui;

import app.diptych.clone.Verdict;
import app.diptych.clone.check.Preflight;
import app.diptych.disks.DiskInventory;
import app.diptych.nbd.NbdUri;
import app.diptych.ui.disks.Plugged;
import app.diptych.ui.disks.RealServers;
import app.diptych.ui.disks.ServerAnswer;
import app.diptych.ui.job.Jobs;
import app.diptych.ui.job.Wish;
import java.util.function.Function;

/// What the window needs of the machine it runs on. None of it is for the JavaFX thread.
///
/// @param disks what is plugged in
/// @param checks says what stands against a wish
/// @param servers asks an NBD server what it offers
/// @param jobs makes the jobs that carry requests out
record Machine(
    Plugged disks,
    Function<Wish, Verdict> checks,
    Function<NbdUri, ServerAnswer> servers,
    Jobs jobs) {

  /// The machine itself.
  static Machine real() {
    var inventory = DiskInventory.ofThisMachine();
    var preflight = new Preflight(inventory);
    return new Machine(
        Plugged.real(inventory),
        wish -> wish.check(preflight),
        RealServers::ask,
        Jobs.real(inventory));
  }
}
