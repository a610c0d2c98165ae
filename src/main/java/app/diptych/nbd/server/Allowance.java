package app.diptych.nbd.server;

import java.util.Optional;

/// One connection's share in a [Pool]: some blocks that nobody can take from it, and beyond them
/// what is free, up to a limit.
final class Allowance {
  private final Pool pool;
  private final int limit;
  // Guarded by the pool's lock.
  private int held;

  /// A share of at most so many blocks at once.
  Allowance(Pool pool, int limit) {
    this.pool = pool;
    this.limit = limit;
  }

  /// A block, if there is one at this moment.
  Optional<Block> tryTake() {
    return pool.tryTake(this);
  }

  /// A block; waits for it.
  Block take() {
    return pool.take(this);
  }

  /// Takes a block back; see [Block#release].
  void giveBack(Block block) {
    pool.giveBack(this, block);
  }

  /// How many it holds; under the pool's lock.
  int held() {
    return held;
  }

  /// Whether it holds as many as it may; under the pool's lock.
  boolean isUsedUp() {
    return held >= limit;
  }

  /// Counts; under the pool's lock.
  void count(int change) {
    held += change;
  }
}
