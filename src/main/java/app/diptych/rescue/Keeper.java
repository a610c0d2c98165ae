package app.diptych.rescue;

import app.diptych.block.DeviceException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes the map from time to time. Safe for use by many threads.
///
/// What the map calls finished is durable on the target: the map is taken first, then the target is
/// flushed, then the map is written.
final class Keeper {
  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
  // As often as ddrescue writes a small map; of a large one, and of a target that is slow to flush,
  // so seldom that it takes a twentieth of the time at most.
  private static final long SHORTEST_NANOS = 30_000_000_000L;
  private static final long SHARE = 20;

  private final Optional<MapFile> file;
  private final Target target;
  private final Supplier<Standing> standing;
  private final LongSupplier nanoTime;
  private final Consumer<IOException> unwritten;
  private final AtomicBoolean isWriting = new AtomicBoolean();
  private final AtomicBoolean isTold = new AtomicBoolean();
  // Volatile: written by whoever writes the map, read by all who ask whether it is time.
  private volatile long due;

  /// @param standing where the rescue is, with a map of its own
  /// @param unwritten is told, once, why the map could not be written
  Keeper(
      Setting setting,
      Target target,
      Supplier<Standing> standing,
      Consumer<IOException> unwritten) {
    this.file = setting.options().map();
    this.target = target;
    this.standing = standing;
    this.nanoTime = setting.nanoTime();
    this.unwritten = unwritten;
    this.due = nanoTime.getAsLong() + SHORTEST_NANOS;
  }

  /// Writes the map if it is time and nobody else does. A map that cannot be written does not end
  /// the rescue: what is read of a failing disk may never be read again.
  void keep() throws DeviceException {
    if (file.isEmpty() || nanoTime.getAsLong() - due < 0 || !isWriting.compareAndSet(false, true)) {
      return;
    }
    long start = nanoTime.getAsLong();
    try {
      write();
    } catch (IOException e) {
      failed(e);
    } finally {
      long end = nanoTime.getAsLong();
      due = end + Math.max(SHORTEST_NANOS, SHARE * (end - start));
      isWriting.set(false);
    }
  }

  /// The map could not be written, and that does not end the rescue.
  void failed(IOException cause) {
    LOG.warn("the map could not be written", cause);
    if (isTold.compareAndSet(false, true)) {
      unwritten.accept(cause);
    }
  }

  /// Flushes the target and writes the map, if there is one.
  void write() throws DeviceException, IOException {
    Standing now = standing.get();
    target.flush();
    if (file.isPresent()) {
      file.get().write(now);
    }
  }
}
