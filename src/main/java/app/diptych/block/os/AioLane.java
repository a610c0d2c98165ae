package app.diptych.block.os;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import app.diptych.block.Lane;
import app.diptych.block.Transfer;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A lane of Linux's asynchronous I/O (`io_submit(2)`): what ends is put into a ring by the kernel,
/// without a thread that waits for each. It does so for direct I/O, and is there where io_uring is
/// forbidden, as in containers.
final class AioLane implements Lane {
  private static final Logger LOG = LoggerFactory.getLogger(AioLane.class);

  // struct iocb and struct io_event, linux/aio_abi.h
  private static final long IOCB = 64;
  private static final long DATA_AT = 0;
  private static final long OPCODE_AT = 16;
  private static final long DESCRIPTOR_AT = 20;
  private static final long BUFFER_AT = 24;
  private static final long LENGTH_AT = 32;
  private static final long OFFSET_AT = 40;
  private static final short PREAD = 0;
  private static final short PWRITE = 1;
  private static final long EVENT = 32;
  private static final long RESULT_AT = 16;

  private final long context;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment iocbs;
  // Both of the thread that awaits.
  private final MemorySegment events;
  private final Lookout lookout = new Lookout(() -> takeIn(0), () -> takeIn(1), System::nanoTime);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  // All guarded by lock. Slots are those of iocbs: free ones, ones that were begun but not
  // submitted, and who is told of each.
  private final int[] free;
  private int freeCount;
  private final int[] begun;
  private int begunCount;
  private final @Nullable LongConsumer[] waiting;
  private int underWay;
  private boolean isEnded;

  private AioLane(int most, long context) {
    this.context = context;
    this.iocbs = arena.allocate(IOCB * most, IOCB);
    this.events = arena.allocate(EVENT * most, IOCB);
    this.free = new int[most];
    this.begun = new int[most];
    this.waiting = new LongConsumer[most];
    for (int slot = 0; slot < most; slot++) {
      free[freeCount++] = slot;
    }
  }

  /// A lane for at most so many transfers at once; empty where the system grants none.
  static Optional<AioLane> open(int most) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment context = arena.allocate(JAVA_LONG);
      LibC.ioSetup(most, context);
      return Optional.of(new AioLane(most, context.get(JAVA_LONG, 0)));
    } catch (SystemFailure e) {
      LOG.info("no asynchronous I/O, so each request has a thread of its own", e);
      return Optional.empty();
    }
  }

  /// Begins a transfer on a descriptor.
  ///
  /// @param ended is told how many bytes were moved, or a negative errno
  /// @throws IllegalStateException if more are under way than the lane is for
  void begin(int descriptor, Transfer transfer, LongConsumer ended) {
    lock.lock();
    try {
      if (freeCount == 0 || isEnded) {
        throw new IllegalStateException("the lane takes no more");
      }
      int slot = free[--freeCount];
      fill(slot, descriptor, transfer);
      waiting[slot] = ended;
      begun[begunCount++] = slot;
    } finally {
      lock.unlock();
    }
  }

  private void fill(int slot, int descriptor, Transfer transfer) {
    MemorySegment iocb = iocbs.asSlice(slot * IOCB, IOCB).fill((byte) 0);
    iocb.set(JAVA_LONG, DATA_AT, slot);
    iocb.set(JAVA_SHORT, OPCODE_AT, transfer.isRead() ? PREAD : PWRITE);
    iocb.set(JAVA_INT, DESCRIPTOR_AT, descriptor);
    iocb.set(JAVA_LONG, BUFFER_AT, transfer.buffer().address());
    iocb.set(JAVA_LONG, LENGTH_AT, transfer.buffer().byteSize());
    iocb.set(JAVA_LONG, OFFSET_AT, transfer.offset());
  }

  @Override
  public void submit() {
    int[] slots = takeBegun();
    if (slots.length == 0) {
      return;
    }
    try (Arena confined = Arena.ofConfined()) {
      MemorySegment pointers = confined.allocate(JAVA_LONG, slots.length);
      for (int i = 0; i < slots.length; i++) {
        pointers.setAtIndex(JAVA_LONG, i, iocbs.address() + slots[i] * IOCB);
      }
      submit(slots, pointers);
    }
  }

  private int[] takeBegun() {
    lock.lock();
    try {
      int[] slots = Arrays.copyOf(begun, begunCount);
      begunCount = 0;
      return slots;
    } finally {
      lock.unlock();
    }
  }

  // Not under the lock: the system may wait for a device here, as when its queue is full.
  private void submit(int[] slots, MemorySegment pointers) {
    for (int from = 0; from < slots.length; ) {
      MemorySegment rest = pointers.asSlice(from * JAVA_LONG.byteSize());
      int left = slots.length - from;
      try {
        int count = Math.toIntExact(Attempt.of(() -> LibC.ioSubmit(context, left, rest)));
        from += count;
        count(count);
      } catch (SystemFailure e) {
        // The first of the rest is refused; whoever waits for it does it in another way.
        end(slots[from++], -e.errno().number());
      }
    }
  }

  // Only after they were submitted: who awaits must not wait for what was refused. Some may have
  // come back, and been counted, before.
  private void count(int submitted) {
    lock.lock();
    try {
      underWay += submitted;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private void end(int slot, long result) {
    try {
      take(slot).accept(result);
    } catch (RuntimeException e) {
      // A bug of who was told, from which the others need not suffer.
      LOG.error("the end of a transfer could not be told", e);
    }
  }

  private LongConsumer take(int slot) {
    lock.lock();
    try {
      LongConsumer ended = waiting[slot];
      waiting[slot] = null;
      free[freeCount++] = slot;
      return Objects.requireNonNull(ended);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean await() {
    if (!awaitUnderWay()) {
      return false;
    }
    try {
      long count = lookout.await();
      for (int i = 0; i < count; i++) {
        int slot = (int) events.get(JAVA_LONG, i * EVENT);
        end(slot, events.get(JAVA_LONG, i * EVENT + RESULT_AT));
      }
      count((int) -count);
      return true;
    } catch (SystemFailure e) {
      // Neither a bad context nor bad memory can be here.
      throw new IllegalStateException("transfers cannot be waited for", e);
    }
  }

  private long takeIn(int least) throws SystemFailure {
    return LibC.ioGetEvents(context, least, waiting.length, events);
  }

  private boolean awaitUnderWay() {
    lock.lock();
    try {
      // Less than nothing is under way where some has come back that is not counted yet.
      while (underWay < 0 || (underWay == 0 && !isEnded)) {
        changed.awaitUninterruptibly();
      }
      return underWay > 0;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void end() {
    submit();
    lock.lock();
    try {
      isEnded = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    try {
      LibC.ioDestroy(context);
    } catch (SystemFailure e) {
      LOG.warn("a lane could not be destroyed", e);
    }
    arena.close();
  }
}
