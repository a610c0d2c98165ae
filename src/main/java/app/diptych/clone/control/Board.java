package app.diptych.clone.control;

import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneResult;
import app.diptych.clone.JobProgress;
import app.diptych.clone.MapCell;
import app.diptych.clone.Phase;
import app.diptych.clone.Stall;
import app.diptych.clone.Warning;
import app.diptych.clone.check.Findings;
import app.diptych.mirror.Progress;
import app.diptych.report.JobReport;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where a job stands, for everybody to read, and the job's listener, who is told.
///
/// Safe for use by many threads; the listener hears of one thing after the other.
public final class Board {
  private static final Logger LOG = LoggerFactory.getLogger(Board.class);

  private final CloneListener listener;
  private final Queue<Runnable> news = new ConcurrentLinkedQueue<>();
  private final AtomicInteger untold = new AtomicInteger();
  private final AtomicInteger stalls = new AtomicInteger();
  // Volatile: set by the job's caller, looked at by whoever has something to tell.
  private volatile boolean isOver;
  private final RateMeter meter;
  private final Course course;
  private final Notes notes = new Notes();
  // One reference, so that phase and counter belong together; the mirror turns the phase while the
  // job may still be setting the counter.
  private final AtomicReference<Stage> stage =
      new AtomicReference<>(new Stage(Phase.PREPARING, () -> new Progress(0, 0)));

  // Volatile: set by the job's thread, once or twice, and read by others.
  private volatile IntFunction<List<MapCell>> map = _ -> List.of();

  // Volatile: set by who pauses the job, read by whoever asks how far it is.
  private volatile boolean isPaused;

  private record Stage(Phase phase, Supplier<Progress> counter) {}

  Board(CloneListener listener, LongSupplier nanoTime) {
    this.listener = listener;
    this.meter = new RateMeter(nanoTime);
    this.course = new Course(nanoTime);
  }

  /// What the job did until now.
  Course course() {
    return course;
  }

  /// What its report will tell.
  public Notes notes() {
    return notes;
  }

  /// A phase begins whose progress this counter knows.
  public void begin(Phase phase, Supplier<Progress> counter) {
    long bytesDone = counter.get().bytesDone();
    Stage before = stage.getAndSet(new Stage(phase, counter));
    course.turn(phase, before.counter.get().bytesDone(), bytesDone);
    meter.restart(bytesDone);
    tell(() -> listener.phase(phase));
  }

  /// The phase changes while the same counter goes on; nothing is told if it does not change.
  public void turn(Phase phase) {
    Stage before = stage.getAndUpdate(present -> new Stage(phase, present.counter));
    if (before.phase != phase) {
      long bytesDone = before.counter.get().bytesDone();
      course.turn(phase, bytesDone, bytesDone);
      tell(() -> listener.phase(phase));
    }
  }

  /// The counter of the present phase, where it comes later than the phase. What it counts already
  /// an earlier job did.
  public void count(Supplier<Progress> counter) {
    long bytesDone = counter.get().bytesDone();
    meter.passOver(bytesDone);
    course.passOver(bytesDone);
    stage.updateAndGet(present -> new Stage(present.phase, counter));
  }

  /// A new percentage of a phase.
  public void percent(Phase phase, int percent) {
    course.reached(stage.get().counter.get().bytesDone());
    tell(() -> listener.percent(phase, percent));
  }

  /// A disk is opened by the system's service, which may have to wait.
  public void waiting(String name) {
    tell(() -> listener.waiting(name));
  }

  /// Comparing has found this.
  public void differing(JobReport.Places places) {
    tell(() -> listener.differing(places));
  }

  /// The checks of a job before which nobody was warned found this, with nothing against it.
  public void warned(Findings findings) {
    findings.verdict().warnings().forEach(warning -> tell(() -> listener.warned(warning)));
  }

  /// The job found this when it had begun.
  public void warned(Warning warning) {
    notes.warned(warning);
    tell(() -> listener.warned(warning));
  }

  /// An earlier job cannot go on any more.
  public void forgot(String line) {
    LOG.info("{}", line);
    tell(() -> listener.forgot(line));
  }

  /// No journal can be kept.
  public void unkept(String line) {
    notes.unkept();
    tell(() -> listener.unkept(line));
  }

  /// A side failed in a phase, or comparing did, and the job goes on serving.
  public void failed(CloneResult.Failed failure) {
    notes.failed(failure);
    tell(() -> listener.failed(failure.phase(), failure.reason()));
  }

  /// Who knows what the target is like from now on.
  public void map(IntFunction<List<MapCell>> cells) {
    map = cells;
  }

  /// The target in at most so many stretches.
  List<MapCell> map(int most) {
    return map.apply(most);
  }

  /// The job rests.
  void paused() {
    isPaused = true;
    tell(listener::paused);
  }

  /// It goes on; the time since does not count.
  void resumed() {
    passOver();
    isPaused = false;
    tell(listener::resumed);
  }

  /// What lies behind says nothing of how fast the job is: it could not run meanwhile.
  public void passOver() {
    meter.passOver(stage.get().counter.get().bytesDone());
  }

  /// A device does not answer.
  public void stalled(Stall stall) {
    stalls.incrementAndGet();
    notes.stalled(stall);
    tell(() -> listener.stalled(stall));
  }

  /// It answers again.
  public void recovered(Stall stall) {
    stalls.decrementAndGet();
    notes.recovered(stall);
    tell(() -> listener.recovered(stall));
  }

  /// It never answered, and is not waited for any more; why is told as a failure, or somebody ended
  /// the job.
  public void letGo(Stall stall) {
    stalls.decrementAndGet();
    notes.stalled(stall);
  }

  /// Whether a device does not answer.
  public boolean isStalled() {
    return stalls.get() > 0;
  }

  /// The job is over: nothing is told any more.
  public void end() {
    isOver = true;
  }

  /// What the job is doing.
  public Phase phase() {
    return stage.get().phase;
  }

  /// How far it is.
  public JobProgress progress() {
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

  /// Where nothing is done, or left to be done, there is no rate.
  private RateMeter.Rate rate(Phase phase, Progress counted) {
    if (isPaused) {
      return RateMeter.Rate.NONE;
    }
    return switch (phase) {
      case PREPARING, COPYING, RESCUING, FLUSHING, VERIFYING ->
          meter.measure(counted.bytesDone(), counted.bytesTotal());
      case IN_SYNC, DETACHED -> RateMeter.Rate.NONE;
    };
  }

  /// Tells it on this thread, or leaves it to the one that is telling.
  private void tell(Runnable call) {
    if (isOver) {
      return;
    }
    news.add(call);
    if (untold.getAndIncrement() > 0) {
      return;
    }
    do {
      try {
        news.remove().run();
      } catch (RuntimeException e) {
        LOG.warn("a job's listener threw", e);
      }
    } while (untold.decrementAndGet() > 0);
  }
}
