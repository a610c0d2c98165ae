package app.diptych.clone.control;

import app.diptych.clone.Phase;
import app.diptych.report.JobReport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/// What a job did, one phase after the other, and how fast. Safe for use by many threads.
final class Course {
  private static final double SECOND = TimeUnit.SECONDS.toNanos(1);
  // A mirror that fails and copies again, over and over, is told this often.
  private static final int MOST = 1000;

  private final LongSupplier nanoTime;
  private final InstantSource clock;
  private final Instant started;
  private final long begun;
  private final ReentrantLock lock = new ReentrantLock();
  // All guarded by lock.
  private final List<Step> past = new ArrayList<>();
  private Phase phase = Phase.PREPARING;
  private long since;
  private long sinceBytes;
  private long windowStart;
  private long windowBytes;
  private double peakRate;

  /// A phase that is over.
  ///
  /// @param nanos how long it lasted
  /// @param bytes how many were done in it
  private record Step(Phase phase, long nanos, long bytes) {}

  /// A course that begins.
  ///
  /// @param nanoTime the clock, as [System#nanoTime]
  Course(LongSupplier nanoTime) {
    this(nanoTime, InstantSource.system());
  }

  /// @param clock the clock that people set
  Course(LongSupplier nanoTime, InstantSource clock) {
    this.nanoTime = nanoTime;
    this.clock = clock;
    this.started = clock.instant();
    this.begun = nanoTime.getAsLong();
    this.since = begun;
    this.windowStart = begun;
  }

  /// Another phase begins.
  ///
  /// @param bytesDone how far the one before came
  /// @param bytesBegun how far the other is when it begins
  void turn(Phase next, long bytesDone, long bytesBegun) {
    lock.lock();
    try {
      // A job prepares since it was made, and says so when it runs.
      if (past.isEmpty() && next == phase) {
        return;
      }
      close(nanoTime.getAsLong(), bytesDone);
      phase = next;
      passOver(bytesBegun);
    } finally {
      lock.unlock();
    }
  }

  /// So far it was when the phase began: an earlier job did that.
  void passOver(long bytesDone) {
    lock.lock();
    try {
      sinceBytes = bytesDone;
      windowStart = nanoTime.getAsLong();
      windowBytes = bytesDone;
    } finally {
      lock.unlock();
    }
  }

  /// It is so far.
  void reached(long bytesDone) {
    lock.lock();
    try {
      sample(nanoTime.getAsLong(), bytesDone);
    } finally {
      lock.unlock();
    }
  }

  // Less than a second says more about scheduling than about the device.
  private void sample(long now, long bytesDone) {
    if (now - windowStart >= SECOND) {
      peakRate = Math.max(peakRate, (bytesDone - windowBytes) * SECOND / (now - windowStart));
      windowStart = now;
      windowBytes = bytesDone;
    }
  }

  private void close(long now, long bytesDone) {
    sample(now, bytesDone);
    if (past.size() < MOST) {
      past.add(new Step(phase, now - since, Math.max(0, bytesDone - sinceBytes)));
    }
    since = now;
  }

  /// It ends here.
  ///
  /// @param bytesDone how far the last phase came
  JobReport.Course end(long bytesDone) {
    lock.lock();
    try {
      close(nanoTime.getAsLong(), bytesDone);
      List<JobReport.Phase> phases =
          past.stream()
              .map(step ->
                  new JobReport.Phase(
                      step.phase.toString(), TimeUnit.NANOSECONDS.toMillis(step.nanos)))
              .toList();
      Duration took = Duration.ofMillis(TimeUnit.NANOSECONDS.toMillis(since - begun));
      return new JobReport.Course(started, ended(took), took, phases);
    } finally {
      lock.unlock();
    }
  }

  // A clock that was set back meanwhile has it end before it began. Elsewhere the clock knows more:
  // the other one stands still while the machine sleeps.
  private Instant ended(Duration took) {
    Instant now = clock.instant();
    Instant earliest = started.plus(took);
    return now.isBefore(earliest) ? earliest : now;
  }

  /// Bytes a second of the copying, until it was durable; where nothing was copied, of the
  /// comparing.
  long meanRate() {
    lock.lock();
    try {
      double copying = rate(Course::copies);
      return Math.round(copying > 0 ? copying : rate(p -> p == Phase.VERIFYING));
    } finally {
      lock.unlock();
    }
  }

  /// Bytes a second in the fastest second; the mean where it took no second.
  long peakRate() {
    lock.lock();
    try {
      return Math.max(Math.round(peakRate), meanRate());
    } finally {
      lock.unlock();
    }
  }

  private static boolean copies(Phase phase) {
    return phase == Phase.COPYING || phase == Phase.RESCUING || phase == Phase.FLUSHING;
  }

  private double rate(Predicate<Phase> which) {
    List<Step> steps = past.stream().filter(step -> which.test(step.phase)).toList();
    long nanos = steps.stream().mapToLong(Step::nanos).sum();
    long bytes = steps.stream().mapToLong(Step::bytes).sum();
    return nanos > 0 ? bytes * SECOND / nanos : 0;
  }
}
