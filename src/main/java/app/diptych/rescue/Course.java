package app.diptych.rescue;

import app.diptych.block.Region;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// One pass over a map: says what to read next, and learns what came of it. Touches nothing twice.
/// Safe for use by many threads.
final class Course {
  // A gap of more than this part of the device leaves too much behind.
  private static final long LONGEST_GAP_PARTS = 100;

  private final RescueMap map;
  private final Plan plan;
  private final ReentrantLock lock = new ReentrantLock();
  // All guarded by lock.
  private long cursor;
  private long position;
  private long gap;

  Course(RescueMap map, Plan plan) {
    this.map = map;
    this.plan = plan;
    this.cursor = plan.manner().isBackwards() ? map.size() : 0;
  }

  /// How it is made.
  Plan plan() {
    return plan;
  }

  /// The beginning of what was to be read last.
  long position() {
    lock.lock();
    try {
      return position;
    } finally {
      lock.unlock();
    }
  }

  /// What to read next; empty at the end of the pass.
  Optional<Region> next() {
    lock.lock();
    try {
      Optional<Region> piece = plan.manner().isBackwards() ? backwards() : forwards();
      piece.ifPresent(next -> position = next.offset());
      return piece;
    } finally {
      lock.unlock();
    }
  }

  private Optional<Region> forwards() {
    Optional<Region> stretch = map.next(plan.from(), cursor);
    while (stretch.isPresent() && isBadEdge(stretch.get().offset() - 1)) {
      stretch = map.next(plan.from(), stretch.get().end());
    }
    stretch =
        stretch.map(all -> {
          long whole = all.offset() - all.offset() % plan.step();
          return Region.between(all.offset(), Math.min(all.end(), whole + plan.step()));
        });
    stretch.ifPresent(piece -> cursor = piece.end());
    return stretch;
  }

  private Optional<Region> backwards() {
    Optional<Region> stretch = map.previous(plan.from(), cursor);
    while (stretch.isPresent() && isBadEdge(stretch.get().end())) {
      stretch = map.previous(plan.from(), stretch.get().offset());
    }
    stretch =
        stretch.map(all -> {
          long whole = all.end() - 1 - (all.end() - 1) % plan.step();
          return Region.between(Math.max(all.offset(), whole), all.end());
        });
    stretch.ifPresent(piece -> cursor = piece.offset());
    return stretch;
  }

  /// Whether a stretch that begins beside this byte is one to leave: it failed at that edge.
  private boolean isBadEdge(long neighbour) {
    return plan.manner().leaves() && map.at(neighbour).filter(plan.failed()::equals).isPresent();
  }

  /// It was read and is on the target.
  void finished(Region piece) {
    map.set(piece, Status.FINISHED);
    lock.lock();
    try {
      gap = 0;
    } finally {
      lock.unlock();
    }
  }

  /// It could not be read.
  void failed(Region piece) {
    map.set(piece, plan.failed());
    if (plan.manner() == Plan.Manner.SKIPPING) {
      skip(piece);
    }
  }

  private void skip(Region piece) {
    lock.lock();
    try {
      long longest = Math.max(plan.step(), map.size() / LONGEST_GAP_PARTS);
      gap = Math.min(longest, Math.max(plan.step(), 2 * gap));
      cursor = Math.max(cursor, piece.end() + Math.min(gap, map.size() - piece.end()));
    } finally {
      lock.unlock();
    }
  }
}
