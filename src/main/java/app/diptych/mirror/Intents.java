package app.diptych.mirror;

import app.diptych.block.BlockDevice;
import app.diptych.block.DeviceException;
import app.diptych.block.Region;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sees to it that an [IntentLog] never calls equal what may differ after a crash. Safe for use by
/// many threads; the log is written without a lock, by one of those who wait for it on behalf of
/// all.
final class Intents {
  private static final Logger LOG = LoggerFactory.getLogger(Intents.class);

  private final IntentLog log;
  private final Timing timing;
  private final long size;
  private final long partSize;
  private final int count;
  private final boolean isOff;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition kept = lock.newCondition();

  // All of these guarded by lock.
  private final BitSet equal;
  // Parts that are equal no longer, and which the log may still call so.
  private final BitSet unkept = new BitSet();
  // The flushes under way.
  private final List<Flush> flushes = new ArrayList<>();
  // Parts that were written to in two stretches of time, of which the latter goes on.
  private BitSet recent = new BitSet();
  private BitSet earlier = new BitSet();
  private long recentSince;
  // Whether callers have written what a flush of the primary may still have to make durable.
  private boolean isPrimaryWritten;
  private boolean isKeeping;
  private @Nullable IOException failure;

  /// A flush of both sides, from before it to after it.
  static final class Flush {
    private final BitSet candidates;
    private final BitSet touched = new BitSet();

    private Flush(BitSet candidates) {
      this.candidates = candidates;
    }

    /// The parts that it may make equal, if both sides are equal there when it begins.
    BitSet candidates() {
      return candidates;
    }
  }

  /// The parts of a device of this size.
  Intents(IntentLog log, long size, Timing timing) {
    this.log = log;
    this.timing = timing;
    this.size = size;
    this.isOff = log.equals(IntentLog.NONE);
    this.partSize = log.partSize();
    this.count = isOff ? 0 : Math.toIntExact(Math.ceilDiv(size, partSize));
    this.equal = (BitSet) log.equal().clone();
    this.recentSince = timing.nanos();
  }

  /// The bytes of a part.
  Region region(int part) {
    return Region.between(part * partSize, Math.min((part + 1) * partSize, size));
  }

  /// Whether a write there need not wait for the log, as far as can be told without its region.
  boolean mayWriteAtOnce(Region region) {
    if (isOff) {
      return true;
    }
    int from = Math.toIntExact(region.offset() / partSize);
    int to = Math.toIntExact(Math.ceilDiv(region.end(), partSize));
    lock.lock();
    try {
      return isNoneIn(equal, from, to) && isNoneIn(unkept, from, to);
    } finally {
      lock.unlock();
    }
  }

  private static boolean isNoneIn(BitSet parts, int from, int to) {
    int next = parts.nextSetBit(from);
    return next < 0 || next >= to;
  }

  /// A caller who holds this region is about to write there; the log knows on return.
  ///
  /// @throws IOException if the log cannot be written: it may call equal what is not, from then on
  void beforeWrite(Region region) throws IOException {
    if (isOff) {
      return;
    }
    int from = Math.toIntExact(region.offset() / partSize);
    int to = Math.toIntExact(Math.ceilDiv(region.end(), partSize));
    lock.lock();
    try {
      recent.set(from, to);
      flushes.forEach(flush -> flush.touched.set(from, to));
      for (int p = equal.nextSetBit(from); p >= 0 && p < to; p = equal.nextSetBit(p)) {
        equal.clear(p);
        unkept.set(p);
      }
      while (isUnkept(from, to)) {
        if (isKeeping) {
          kept.awaitUninterruptibly();
        } else {
          keep();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /// The caller's write has ended, be it that it failed; he still holds the region.
  void afterWrite() {
    if (!isOff) {
      setPrimaryWritten();
    }
  }

  private void setPrimaryWritten() {
    lock.lock();
    try {
      isPrimaryWritten = true;
    } finally {
      lock.unlock();
    }
  }

  private boolean isUnkept(int from, int to) throws IOException {
    int next = unkept.nextSetBit(from);
    boolean isUnkept = next >= 0 && next < to;
    if (isUnkept && failure != null) {
      throw failure;
    }
    return isUnkept;
  }

  /// A flush of both sides is about to begin; to be ended by [#endFlush].
  Flush beginFlush() {
    lock.lock();
    try {
      long now = timing.nanos();
      if (now - recentSince > log.quiet().toNanos()) {
        earlier = recent;
        recent = new BitSet();
        recentSince = now;
      }
      BitSet candidates = new BitSet();
      candidates.set(0, count);
      candidates.andNot(equal);
      candidates.andNot(recent);
      candidates.andNot(earlier);
      Flush flush = new Flush(candidates);
      flushes.add(flush);
      return flush;
    } finally {
      lock.unlock();
    }
  }

  /// The flush has returned.
  ///
  /// @param flushed those of its candidates that were equal, and in which nobody wrote, at a moment
  ///   between [#beginFlush] and the flush, and are durable on both sides; none if it failed
  void endFlush(Flush flush, BitSet flushed) {
    lock.lock();
    try {
      flushes.remove(flush);
      flushed.andNot(flush.touched);
      if (failure != null || flushed.isEmpty()) {
        return;
      }
      equal.or(flushed);
      while (isKeeping) {
        kept.awaitUninterruptibly();
      }
      keep();
    } finally {
      lock.unlock();
    }
  }

  /// Makes the primary durable as well, if callers have written to it.
  ///
  /// @return whether it is
  boolean mayKeep(BlockDevice primary) {
    if (isOff) {
      return false;
    }
    lock.lock();
    try {
      if (!isPrimaryWritten) {
        return true;
      }
      isPrimaryWritten = false;
    } finally {
      lock.unlock();
    }
    boolean isDurable = false;
    try {
      primary.flush();
      isDurable = true;
    } catch (DeviceException e) {
      LOG.warn("the primary could not be flushed, so nothing more is kept as equal", e);
    } finally {
      if (!isDurable) {
        setPrimaryWritten();
      }
    }
    return isDurable;
  }

  private void keep() {
    isKeeping = true;
    BitSet wanted = (BitSet) equal.clone();
    BitSet covered = (BitSet) unkept.clone();
    // Unless it is known to have worked.
    IOException thrown = new IOException("the log was not written");
    lock.unlock();
    try {
      log.keep(wanted);
      thrown = null;
    } catch (IOException e) {
      thrown = e;
    } catch (RuntimeException e) {
      thrown.initCause(e);
    } finally {
      lock.lock();
      isKeeping = false;
      if (thrown == null) {
        unkept.andNot(covered);
      } else if (failure == null) {
        failure = thrown;
      }
      kept.signalAll();
    }
  }
}
