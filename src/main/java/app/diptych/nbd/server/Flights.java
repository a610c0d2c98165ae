package app.diptych.nbd.server;

import app.diptych.block.BlockDevice;
import app.diptych.block.DeviceException;
import app.diptych.block.Lane;
import app.diptych.block.Operation;
import app.diptych.block.Transfer;
import app.diptych.block.Uninterrupted;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The transfers of a connection that were begun on its device and are not waited for, and the
/// thread that takes them in and sends the answers. Both are there once there is a first one.
///
/// Whoever leads the connection begins and submits; whoever waits for anything else, such as for a
/// block or for what the client sends, submits before. What a transfer holds of the device is let
/// go before its answer is sent, and when a client does not fetch its answers, the watcher has
/// another thread take in, or lead: so no client holds up another.
final class Flights implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Flights.class);

  // At once; enough for any disk, and their blocks are within every connection's share.
  private static final int MOST = 64;
  // So many set out together, so that the disk has something to do while the next are taken in.
  // Fewer would cost system calls, more would have it wait for us, and us for it.
  private static final int TOGETHER = 4;

  private final BlockDevice device;
  private final Outbox outbox;
  private final ThreadFactory threads;
  private final Turn turn = new Turn();
  private final AtomicInteger underWay = new AtomicInteger();
  // Of those that have ended.
  private final Queue<Flight> landed = new ConcurrentLinkedQueue<>();
  // Volatile: set by the leader, who is another thread now and then, and seen by the watcher.
  private volatile @Nullable Lane lane;
  // Of the leader.
  private boolean isWithout;
  private int begun;
  // Volatile: a leader from whom the lead was taken may still be in submit.
  private volatile boolean isSubmitted = true;
  private final ReentrantLock lock = new ReentrantLock();
  // Both guarded by lock: all there have been, and the one that takes in.
  private final List<Thread> takers = new ArrayList<>();
  private @Nullable Thread taker;

  /// None yet.
  Flights(BlockDevice device, Outbox outbox, ThreadFactory threads) {
    this.device = device;
    this.outbox = outbox;
    this.threads = threads;
  }

  /// Whether none is under way or unanswered.
  boolean isEmpty() {
    return underWay.get() == 0;
  }

  /// What becomes of a transfer.
  interface Flight extends Transfer.Ending {
    /// Answers it; may wait for the client.
    void answer();
  }

  /// Begins a read or a write, if that can be done without waiting.
  boolean begin(Operation operation, long offset, MemorySegment buffer, Flight flight) {
    Lane open = lane();
    if (open == null || underWay.get() >= MOST || outbox.isCrowded()) {
      return false;
    }
    Transfer transfer = new Transfer(operation, offset, buffer, new Landing(landed, flight));
    if (!device.takes(open, transfer)) {
      return false;
    }
    underWay.incrementAndGet();
    boolean hasBegun = device.begin(open, transfer);
    // Only behind it: whoever submits takes all that was begun, and then need not again.
    isSubmitted = false;
    if (!hasBegun) {
      underWay.decrementAndGet();
    } else {
      begun++;
    }
    return hasBegun;
  }

  private record Landing(Queue<Flight> landed, Flight flight) implements Transfer.Ending {
    @Override
    public void ended(@Nullable DeviceException failure) {
      flight.ended(failure);
      landed.add(flight);
    }
  }

  private @Nullable Lane lane() {
    Lane open = lane;
    if (open == null && !isWithout) {
      open = device.lane(MOST).filter(this::hasTaker).orElse(null);
      isWithout = open == null;
      lane = open;
    }
    return open;
  }

  private boolean hasTaker(Lane found) {
    locked(() -> startTaker(found));
    boolean isThere = !allTakers().isEmpty();
    if (!isThere) {
      found.close();
    }
    return isThere;
  }

  private void startTaker(Lane from) {
    Thread next = threads.newThread(() -> takeIn(from));
    if (Starting.start(next)) {
      takers.add(next);
      taker = next;
    }
  }

  private void takeIn(Lane from) {
    boolean isTaker = true;
    while (isTaker && from.await()) {
      long entered = turn.enter();
      answer();
      isTaker = turn.leave(entered) || !isRelieved();
    }
  }

  // Whether another one takes in: there may have been no thread for it.
  private boolean isRelieved() {
    lock.lock();
    try {
      return taker != Thread.currentThread();
    } finally {
      lock.unlock();
    }
  }

  private void answer() {
    try {
      for (Flight next = landed.poll(); next != null; next = landed.poll()) {
        next.answer();
        underWay.decrementAndGet();
      }
      outbox.flush();
    } catch (RuntimeException | Error e) {
      // The top of a thread, or a leader's: a client who is not answered any more shall know.
      LOG.error("an answer failed", e);
      outbox.breakOff();
    }
  }

  /// Whether as many were begun as set out together. For the leader, after it began one.
  boolean areDue() {
    return begun % TOGETHER == 0;
  }

  /// Has those set out that were begun. May wait for the client, since it answers what has ended.
  void submit() {
    Lane open = lane;
    if (open != null && !isSubmitted) {
      isSubmitted = true;
      open.submit();
      // What the system refused has ended by now.
      if (!landed.isEmpty()) {
        answer();
      }
    }
  }

  /// Has another thread take in if the one that does is stuck. For the watcher, every now and then.
  ///
  /// @return a number that changes as long as something is under way
  long look() {
    Lane open = lane;
    if (open != null) {
      // Taken and started in one step: whoever joins all of them finds every one.
      locked(() -> {
        if (turn.takeIfStuck()) {
          startTaker(open);
        }
      });
    }
    return isEmpty() ? turn.count() : System.nanoTime();
  }

  /// Waits until all have ended and are answered. Nobody may begin one any more.
  @Override
  public void close() {
    Lane open = lane;
    if (open != null) {
      open.end();
      for (int i = 0; i < allTakers().size(); i++) {
        Uninterrupted.join(allTakers().get(i));
      }
      lane = null;
      isWithout = true;
      open.close();
    }
  }

  private List<Thread> allTakers() {
    List<Thread> copy = new ArrayList<>();
    locked(() -> copy.addAll(takers));
    return copy;
  }

  private void locked(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }
}
