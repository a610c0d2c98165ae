package app.diptych.clone;

import app.diptych.block.WatchedDevice;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells of a device that does not answer, and when it does again. Does nothing about it: a request
/// ends when the device ends it, and the job goes on then.
///
/// Time in which this process did not run, because it or the machine was suspended, says nothing of
/// a device, nor of how fast the job is.
final class Watchdog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

  /// A disk that spins up or maps a bad sector anew may take some seconds; this is out of the
  /// ordinary.
  static final Duration LIMIT = Duration.ofSeconds(10);

  /// How often it looks, for people.
  static final Duration STEP = Duration.ofMillis(500);

  // Longer than any pause of a machine that is only busy.
  private static final Duration ABSENCE = Duration.ofSeconds(3);

  private final List<Side> sides;
  private final Board board;
  private final LongSupplier nanoTime;
  private final CountDownLatch over = new CountDownLatch(1);
  private Thread thread = Thread.ofVirtual().unstarted(() -> {});
  private long lookedAt;
  private long presentSince;

  private static final class Side {
    private final Refusal.Role role;
    private final WatchedDevice device;
    private Optional<Stall> told = Optional.empty();

    Side(Refusal.Role role, WatchedDevice device) {
      this.role = role;
      this.device = device;
    }
  }

  /// A watchdog that is not started.
  Watchdog(WatchedDevice source, WatchedDevice target, Board board, LongSupplier nanoTime) {
    this.sides =
        List.of(new Side(Refusal.Role.SOURCE, source), new Side(Refusal.Role.TARGET, target));
    this.board = board;
    this.nanoTime = nanoTime;
    this.lookedAt = nanoTime.getAsLong();
    this.presentSince = lookedAt;
  }

  /// Looks so often, on a thread of its own, until it is closed.
  Watchdog start(Duration step) {
    thread = Thread.ofVirtual().name("watchdog").start(() -> watch(step));
    return this;
  }

  private void watch(Duration step) {
    try {
      while (!over.await(step.toMillis(), TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Looks once.
  void look() {
    long now = nanoTime.getAsLong();
    if (now - lookedAt > ABSENCE.toNanos()) {
      LOG.info("was suspended for {} s", TimeUnit.NANOSECONDS.toSeconds(now - lookedAt));
      presentSince = now;
      board.passOver();
    }
    lookedAt = now;
    sides.forEach(side -> look(side, now));
  }

  private void look(Side side, long now) {
    Optional<Stall> stall = side.device.oldest().flatMap(request -> stall(side, request, now));
    if (stall.isPresent() && side.told.isEmpty()) {
      LOG.warn("{}", Wording.stalled(stall.get()));
      board.stalled(stall.get());
      side.told = stall;
    } else if (stall.isPresent()) {
      side.told = stall;
    } else if (now - presentSince >= STEP.toNanos()) {
      takeBack(side);
    }
  }

  private void takeBack(Side side) {
    side.told.ifPresent(stall -> {
      LOG.warn("{}", Wording.recovered(stall));
      board.recovered(stall);
    });
    side.told = Optional.empty();
  }

  private Optional<Stall> stall(Side side, WatchedDevice.Request request, long now) {
    Duration lasted = Duration.ofNanos(now - Math.max(request.since(), presentSince));
    return lasted.compareTo(LIMIT) < 0
        ? Optional.empty()
        : Optional.of(new Stall(side.role, side.device.name(), request.operation(), lasted));
  }

  /// Ends the looking. Of a job that is done nothing is waited for any more: what was told is taken
  /// back.
  @Override
  public void close() {
    over.countDown();
    boolean wasInterrupted = Thread.interrupted();
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        wasInterrupted = true;
      }
    }
    sides.stream().filter(side -> side.device.oldest().isEmpty()).forEach(this::takeBack);
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
