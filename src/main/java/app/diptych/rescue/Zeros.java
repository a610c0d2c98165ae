package app.diptych.rescue;

import app.diptych.block.DeviceException;
import app.diptych.block.Extent;
import app.diptych.block.Region;
import java.util.List;
import java.util.Optional;

/// Finishes, without reading it, what nobody has tried and the source knows to be zeros: holes stay
/// holes, and an empty image of many terabytes takes no time.
final class Zeros {
  // So much is asked for at once: few questions about a large disk, and short answers about a
  // fragmented image.
  private static final long WINDOW = 1L << 30;

  private final Rig rig;

  Zeros(Rig rig) {
    this.rig = rig;
  }

  /// Goes over all of it, and tells after each window.
  void finish(Runnable teller) {
    Optional<Region> next = rig.map().next(Status.NON_TRIED, 0);
    while (next.isPresent() && !rig.isEnding()) {
      rig.door().pass();
      Region region = next.get();
      Region window = new Region(region.offset(), Math.min(region.length(), WINDOW));
      for (Extent extent : extents(window)) {
        if (extent.readsAsZeros()
            && !rig.isEnding()
            && rig.change(target -> target.zero(extent.region()))) {
          rig.map().set(extent.region(), Status.FINISHED);
        }
      }
      rig.keep();
      teller.run();
      next = rig.map().next(Status.NON_TRIED, window.end());
    }
  }

  private List<Extent> extents(Region window) {
    try {
      return rig.source().extents(window);
    } catch (DeviceException _) {
      // Where extents cannot be had, reading tells.
      return Extent.unknown(window);
    }
  }
}
