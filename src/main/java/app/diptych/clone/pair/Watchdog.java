package app.diptych.clone.pair;

import app.diptych.block.Uninterrupted;
import app.diptych.block.WatchedDevice;
import app.diptych.clone.Refusal;
import app.diptych.clone.Stall;
import app.diptych.clone.Wording;
import app.diptych.clone.control.Board;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells of a device that does not answer, and when it does again. A request ends when the device
/// ends it, and the job goes on then; only a target that has kept clients of the source waiting for
/// very long is let go, where it can be: what a target does is not their business. Where one is
/// gone for good while nobody asks it for anything, there is nothing to rest or wait for any more.
///
/// Time in which this process did not run, because it or the machine was suspended, says nothing of
/// a device, nor of how fast the job is.
final class Watchdog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

  /// A disk that spins up or maps a bad sector anew may take some seconds; this is out of the
  /// ordinary.
  static final Duration LIMIT = Duration.ofSeconds(10);

  /// So long clients wait: a minute passes with a disk that comes to itself again, and in two the
  /// clients' own systems give up.
  static final Duration LAST = Duration.ofSeconds(75);

  /// How often it looks, for people.
  static final Duration STEP = Duration.ofMillis(500);

  // Longer than any pause of a machine that is only busy.
  private static final Duration ABSENCE = Duration.ofSeconds(3);

  private final List<Side> sides;
  private final Board board;
  private final LongSupplier nanoTime;
  private final CountDownLatch over = new CountDownLatch(1);
  // Volatile: set once by the job's thread, and taken by the one that looks.
  private volatile Optional<Ward> ward = Optional.empty();
  private volatile Optional<Loss> loss = Optional.empty();
  private Thread thread = Thread.ofPlatform().unstarted(() -> {});
  private long lookedAt;
  private long presentSince;

  private static final class Side {
    private final Refusal.Role role;
    private final WatchedDevice device;
    private Optional<Stall> told = Optional.empty();
    private boolean isLetGo;

    Side(Refusal.Role role, WatchedDevice device) {
      this.role = role;
      this.device = device;
    }
  }

  private record Loss(BooleanSupplier hasCome, Runnable then) {}

  private record Ward(WatchedDevice clients, Runnable letTargetGo) {}

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
    thread = Thread.ofPlatform().daemon().name("watchdog").start(() -> watch(step));
    return this;
  }

  /// From here on the target does not keep these waiting for ever.
  void protect(WatchedDevice clients, Runnable letTargetGo) {
    ward = Optional.of(new Ward(clients, letTargetGo));
  }

  /// From here on does something at each look that finds one of the two gone.
  void mind(BooleanSupplier isLost, Runnable then) {
    loss = Optional.of(new Loss(isLost, then));
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
    sides.stream().filter(side -> !side.isLetGo).forEach(side -> look(side, now));
    ward.filter(it -> isHeldUp(it, now)).ifPresent(this::letTargetGo);
    loss.filter(it -> it.hasCome.getAsBoolean()).ifPresent(it -> it.then.run());
  }

  private void letTargetGo(Ward clients) {
    LOG.warn("the target is let go: clients have waited for it for {} s", LAST.toSeconds());
    ward = Optional.empty();
    Side target = sides.getLast();
    target.isLetGo = true;
    target.told.ifPresent(board::letGo);
    target.told = Optional.empty();
    clients.letTargetGo.run();
  }

  private boolean isHeldUp(Ward clients, long now) {
    return sides.getFirst().told.isEmpty()
        && hasWaited(sides.getLast().device, now)
        && hasWaited(clients.clients, now);
  }

  private boolean hasWaited(WatchedDevice device, long now) {
    return device.oldest().stream().anyMatch(request -> waited(request, now).compareTo(LAST) >= 0);
  }

  private Duration waited(WatchedDevice.Request request, long now) {
    return Duration.ofNanos(now - Math.max(request.since(), presentSince));
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
      if (side.device.isGone()) {
        board.letGo(stall);
      } else {
        LOG.warn("{}", Wording.recovered(stall));
        board.recovered(stall);
      }
    });
    side.told = Optional.empty();
  }

  private Optional<Stall> stall(Side side, WatchedDevice.Request request, long now) {
    Duration lasted = waited(request, now);
    return lasted.compareTo(LIMIT) < 0
        ? Optional.empty()
        : Optional.of(new Stall(side.role, side.device.name(), request.operation(), lasted));
  }

  /// Ends the looking. Of a job that is done nothing is waited for any more: what was told is taken
  /// back.
  @Override
  public void close() {
    over.countDown();
    Uninterrupted.join(thread);
    sides.stream().filter(side -> side.device.oldest().isEmpty()).forEach(this::takeBack);
  }
}
