package app.diptych.mirror;

import app.diptych.block.Region;
import app.diptych.block.RegionLock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Regions that are held in order to be compared: those who write there wait, as for other writers.
/// Comparing gives way to callers as copying does, and keeps below the same ceiling.
///
/// Every method is called under the ledger's lock, which is let go while waiting.
final class Comparisons {
  private final Books books;
  private final Work work;
  private final Writes writes;

  /// None.
  Comparisons(Books books, Work work, Writes writes) {
    this.books = books;
    this.work = work;
    this.writes = writes;
  }

  /// Holds a region of at least one byte when it is time to, and nobody else does.
  ///
  /// @return to be ended by [#end]; empty where the mirror has ended
  Optional<RegionLock.Hold> begin(Region region) {
    Pace pace = books.pace();
    while (!books.standing().hasEnded()) {
      long delay = pace.delay(books.copies().bytes());
      if (delay > 0) {
        work.await(delay);
      } else {
        RegionLock.Hold hold = books.regions().ask(region);
        books.looks().add(hold);
        books.regions().await(hold);
        return Optional.of(hold);
      }
    }
    return Optional.empty();
  }

  /// Whether both sides must be equal in a region that is held.
  boolean isSettled(Region region) {
    return !books.standing().hasEnded() && books.copies().isClean(region);
  }

  /// These differ, and are to be copied again.
  void differ(List<Region> regions) {
    regions.forEach(writes::differs);
  }

  /// Lets the region go.
  ///
  /// @param bytes that were read of each side
  void end(RegionLock.Hold hold, long bytes) {
    books.pace().spend(bytes);
    books.looks().remove(hold);
    books.regions().release(hold);
    work.signal();
  }

  /// The regions that are held for comparing, or asked for.
  static final class Looks {
    private final List<RegionLock.Hold> holds = new ArrayList<>();

    private void add(RegionLock.Hold hold) {
      holds.add(hold);
    }

    private void remove(RegionLock.Hold hold) {
      holds.remove(hold);
    }

    /// How many bytes they have.
    long bytes() {
      return holds.stream().mapToLong(hold -> hold.region().length()).sum();
    }

    /// Whether one of them has a byte of the region.
    boolean overlap(Region region) {
      return holds.stream().anyMatch(hold -> hold.region().overlaps(region));
    }
  }
}
