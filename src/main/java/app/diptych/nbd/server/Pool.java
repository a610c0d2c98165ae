package app.diptych.nbd.server;

import app.diptych.memory.TransferMemory;
import java.lang.foreign.Arena;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Blocks of one size for all connections of a server: made when they are first needed, some side
/// by side so that they lie in large pages, never more than a fixed number, the one given back last
/// taken first, since it is still in the processor's cache.
///
/// Each [Allowance] has a few blocks that are always there for it. So one connection, however it
/// behaves, holds up no other.
final class Pool implements AutoCloseable {
  private static final int TOGETHER = 4 << 20;

  private final int capacity;
  private final int guaranteed;
  private final Arena arena = Arena.ofShared();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition freed = lock.newCondition();
  // All guarded by lock.
  private final ArrayDeque<Block> free = new ArrayDeque<>();
  private int unmade;
  private int common;
  private int waiting;
  private int held;

  /// Blocks with room for so many bytes.
  ///
  /// @param most how many at once, at least those that are guaranteed
  /// @param connections how many allowances there are at most, at one time
  /// @param guaranteed how many are always there for each of them, at least one
  Pool(int capacity, int most, int connections, int guaranteed) {
    this.capacity = capacity;
    this.guaranteed = guaranteed;
    this.unmade = most;
    this.common = most - Math.multiplyExact(connections, guaranteed);
    if (common < 0 || guaranteed < 1) {
      throw new IllegalArgumentException(most + " blocks are too few");
    }
  }

  /// How many are held at this moment.
  int held() {
    lock.lock();
    try {
      return held;
    } finally {
      lock.unlock();
    }
  }

  /// A block for a connection, if it may have one at this moment.
  Optional<Block> tryTake(Allowance by) {
    lock.lock();
    try {
      return mayTake(by) ? Optional.of(next(by)) : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /// A block for a connection; waits until it may have one.
  Block take(Allowance by) {
    lock.lock();
    try {
      waiting++;
      while (!mayTake(by)) {
        freed.awaitUninterruptibly();
      }
      waiting--;
      return next(by);
    } finally {
      lock.unlock();
    }
  }

  private boolean mayTake(Allowance by) {
    return !by.isUsedUp() && (by.held() < guaranteed || common > 0);
  }

  private Block next(Allowance by) {
    if (by.held() >= guaranteed) {
      common--;
    }
    by.count(1);
    held++;
    if (free.isEmpty()) {
      make();
    }
    return free.pop().heldBy(by);
  }

  // None is free, so that all that were made are held: some are unmade.
  private void make() {
    int size = Block.HEAD + capacity;
    int count = Math.clamp(TOGETHER / size, 1, unmade);
    unmade -= count;
    TransferMemory.allocate(arena, count, size).forEach(memory -> free.add(new Block(memory)));
  }

  /// Takes a block back.
  void giveBack(Allowance by, Block block) {
    lock.lock();
    try {
      by.count(-1);
      if (by.held() >= guaranteed) {
        common++;
      }
      held--;
      free.push(block);
      if (waiting > 0) {
        freed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Frees the memory. Nobody may hold a block any more.
  @Override
  public void close() {
    arena.close();
  }
}
