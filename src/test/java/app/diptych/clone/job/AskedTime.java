package app.diptych.clone.job;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// Time that goes on by being asked for, so that a watchdog that looks often sees a device silent
/// for long, and a busy machine, on which it looks less often, is not taken for a silent device or
/// a suspended program; until it stands still.
final class AskedTime implements LongSupplier {
  private static final long STEP = TimeUnit.MILLISECONDS.toNanos(100);

  private final AtomicLong nanos = new AtomicLong();
  private volatile boolean isStill;

  @Override
  public long getAsLong() {
    return isStill ? nanos.get() : nanos.addAndGet(STEP);
  }

  /// Lets it stand still.
  void stop() {
    isStill = true;
  }
}
