package app.diptych.ui.job;

import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.Job;
import app.diptych.clone.LiveJob;
import app.diptych.clone.MirrorRequest;
import app.diptych.clone.Refusal;
import app.diptych.clone.Unmounting;
import app.diptych.desktop.Notice;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/// As many scripted jobs as are asked for, and a desktop that remembers what it is told.
public final class ScriptedJobs implements Jobs {
  private static final long LIMIT_SECONDS = 60;

  private final List<ScriptedJob> made = new CopyOnWriteArrayList<>();
  private volatile List<Unfinished> unfinished = List.of();
  private volatile Function<Unmounting, Optional<Refusal>> unmounting = _ -> Optional.empty();
  private volatile Optional<Farewell> farewell = Optional.empty();
  private final BlockingQueue<String> desktop = new LinkedBlockingQueue<>();

  /// These were broken off before the window opened.
  public void leave(Unfinished... jobs) {
    unfinished = List.of(jobs);
  }

  /// What is to be unmounted goes here.
  public ScriptedJobs unmountingBy(Function<Unmounting, Optional<Refusal>> how) {
    unmounting = how;
    return this;
  }

  @Override
  public Optional<Refusal> unmount(Unmounting what) {
    return unmounting.apply(what);
  }

  /// Targets that are done can be turned off, unless that answers with a reason.
  public void lettingGoBy(Supplier<Optional<String>> how) {
    farewell = Optional.of(new Farewell(true, how));
  }

  @Override
  public Optional<Farewell> farewell(CloneRequest request) {
    return farewell;
  }

  @Override
  public List<Unfinished> unfinished() {
    return unfinished;
  }

  @Override
  public Job clone(CloneRequest request, CloneListener listener) {
    return add().clone(request, listener);
  }

  @Override
  public Job repair(CloneRequest request, CloneListener listener) {
    return add().repair(request, listener);
  }

  @Override
  public LiveJob mirror(MirrorRequest request, CloneListener listener) {
    return add().mirror(request, listener);
  }

  private ScriptedJob add() {
    var job = new ScriptedJob();
    made.add(job);
    return job;
  }

  /// The latest one.
  public ScriptedJob last() {
    return made.getLast();
  }

  /// What the desktop heard next.
  public String heard() throws InterruptedException {
    String line = desktop.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
    if (line == null) {
      throw new AssertionError("the desktop heard nothing");
    }
    return line;
  }

  @Override
  public Attendance attendance() {
    return new Attendance() {
      @Override
      public Watch keepAwake(String why) {
        desktop.add("awake: " + why);
        return () -> desktop.add("asleep");
      }

      @Override
      public boolean tell(Notice notice) {
        return desktop.add((notice.isUrgent() ? "! " : "") + notice.title());
      }
    };
  }
}
