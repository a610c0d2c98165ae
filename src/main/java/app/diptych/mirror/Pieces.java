package app.diptych.mirror;

import app.diptych.block.Region;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Regions in rising order, of which those with little between them are put together, up to a
/// length.
final class Pieces {
  private final long gap;
  private final long most;
  private final List<Region> done = new ArrayList<>();
  private @Nullable Region last;

  /// Puts together what has at most `gap` bytes between it, to pieces of at most `most` bytes.
  Pieces(long gap, long most) {
    this.gap = gap;
    this.most = most;
  }

  /// Adds a region behind all others.
  void add(Region region) {
    if (last == null) {
      last = region;
    } else if (region.offset() - last.end() <= gap && region.end() - last.offset() <= most) {
      last = Region.between(last.offset(), region.end());
    } else {
      done.add(last);
      last = region;
    }
  }

  /// All of them.
  List<Region> list() {
    if (last != null) {
      done.add(last);
      last = null;
    }
    return done;
  }
}
