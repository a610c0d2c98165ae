package app.diptych.ui.job;

import app.diptych.clone.Endpoint;
import app.diptych.clone.Endpoint.DiskPath;
import java.util.Set;
import java.util.function.Predicate;

/// Which disks are unplugged: those that were listed before and are not any more. JavaFX thread
/// only.
final class Unplugging {
  private Set<Endpoint> before = Set.of();

  /// Takes a listing of all disks.
  ///
  /// @return what is gone since the one before
  Predicate<Endpoint> take(Set<Endpoint> now) {
    Set<Endpoint> then = before;
    before = Set.copyOf(now);
    return end -> isAmong(then, end) && !isAmong(now, end);
  }

  // One that was named and not picked is whatever disk is there.
  private static boolean isAmong(Set<Endpoint> disks, Endpoint end) {
    return disks.contains(end)
        || (end instanceof DiskPath(var path, var diskseq)
            && diskseq.isEmpty()
            && disks.stream().anyMatch(disk -> disk.toString().equals(path.toString())));
  }
}
