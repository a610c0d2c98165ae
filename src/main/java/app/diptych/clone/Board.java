package app.diptych.clone;

import app.diptych.mirror.Progress;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where a job stands, for everybody to read, and the job's listener, who is told.
///
/// Telling is for one thread at a time; reading is for any.
final class Board {
  private static final Logger LOG = LoggerFactory.getLogger(Board.class);

  private final CloneListener listener;
  private final RateMeter meter;
  // One reference, so that phase and counter belong together; the mirror turns the phase while the
  // job may still be setting the counter.
  private final AtomicReference<Stage> stage =
      new AtomicReference<>(new Stage(Phase.PREPARING, () -> new Progress(0, 0)));

  // Volatile: set by the job's thread, once or twice, and read by others.
  private volatile IntFunction<List<MapCell>> map = _ -> List.of();

  private record Stage(Phase phase, Supplier<Progress> counter) {}

  Board(CloneListener listener, LongSupplier nanoTime) {
    this.listener = listener;
    this.meter = new RateMeter(nanoTime);
  }

  /// A phase begins whose progress this counter knows.
  void begin(Phase phase, Supplier<Progress> counter) {
    stage.set(new Stage(phase, counter));
    meter.restart();
    tell(() -> listener.phase(phase));
  }

  /// The phase changes while the same counter goes on; nothing is told if it does not change.
  void turn(Phase phase) {
    Stage before = stage.getAndUpdate(present -> new Stage(phase, present.counter));
    if (before.phase != phase) {
      tell(() -> listener.phase(phase));
    }
  }

  /// The counter of the present phase, where it comes later than the phase.
  void count(Supplier<Progress> counter) {
    stage.updateAndGet(present -> new Stage(present.phase, counter));
  }

  /// A new percentage of a phase.
  void percent(Phase phase, int percent) {
    tell(() -> listener.percent(phase, percent));
  }

  /// Has disks opened by the system's service, and tells the listener that it may have to wait.
  Lender lender() {
    return Lender.telling(name -> tell(() -> listener.waiting(name)));
  }

  /// A side failed, and the job goes on serving.
  void failed(String reason) {
    tell(() -> listener.failed(reason));
  }

  /// Who knows what the target is like from now on.
  void map(IntFunction<List<MapCell>> cells) {
    map = cells;
  }

  /// The target in at most so many stretches.
  List<MapCell> map(int most) {
    return map.apply(most);
  }

  /// What the job is doing.
  Phase phase() {
    return stage.get().phase;
  }

  /// How far it is.
  JobProgress progress() {
    Stage present = stage.get();
    Progress counted = present.counter.get();
    RateMeter.Rate rate = rate(present.phase, counted);
    return new JobProgress(
        present.phase,
        counted.bytesTotal() == 0 ? 0 : counted.percent(),
        counted.bytesDone(),
        counted.bytesTotal(),
        rate.bytesPerSecond(),
        rate.secondsLeft());
  }

  /// Where nothing is left to be done there is no rate.
  private RateMeter.Rate rate(Phase phase, Progress counted) {
    return switch (phase) {
      case PREPARING, COPYING, RESCUING, FLUSHING, VERIFYING ->
          meter.measure(counted.bytesDone(), counted.bytesTotal());
      case IN_SYNC, DETACHED -> new RateMeter.Rate(0, OptionalLong.empty());
    };
  }

  private static void tell(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      LOG.warn("a job's listener threw", e);
    }
  }
}
