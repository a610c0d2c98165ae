package app.diptych.cli.output;

import app.diptych.clone.CloneListener;
import app.diptych.clone.Endings;
import app.diptych.clone.Job;
import app.diptych.clone.JobProgress;
import app.diptych.clone.Phase;
import app.diptych.clone.Stall;
import app.diptych.clone.Warning;
import app.diptych.clone.Wording;
import app.diptych.json.JsonObject;
import app.diptych.report.JobReport;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Tells a view how far a job is, from a thread of its own: a terminal that stands still, or a pipe
/// that nobody reads, holds up neither the job nor its listener.
///
/// Closing tells what is left and joins the thread.
public final class ProgressTeller implements CloneListener, AutoCloseable {
  private static final long LOOK_MILLIS = 250;

  private final ProgressView view;
  // An empty one is the end. A job has few events: some phases of a hundred percent each.
  private final BlockingQueue<Optional<Runnable>> events = new LinkedBlockingQueue<>();
  private final Thread thread;
  // Set once, before the job begins, which is when its threads and ours look at it.
  private volatile Optional<Job> job = Optional.empty();

  /// A teller that begins, and waits for what there is to tell.
  public ProgressTeller(ProgressView view) {
    this.view = view;
    this.thread = Thread.ofPlatform().name("progress").start(this::tell);
  }

  /// The job whose listener this is, which is looked at from time to time.
  public void watch(Job watched) {
    job = Optional.of(watched);
    events.add(Optional.of(() -> {}));
  }

  @Override
  public void phase(Phase phase) {
    look();
  }

  @Override
  public void percent(Phase phase, int percent) {
    look();
  }

  @Override
  public void waiting(String name) {
    events.add(Optional.of(() -> view.waiting(name)));
  }

  @Override
  public void failed(Phase phase, String reason) {
    events.add(Optional.of(() -> view.failed(reason)));
  }

  @Override
  public void paused() {
    notice("paused", new JsonObject().put("event", "paused"));
  }

  @Override
  public void resumed() {
    notice("resumed", new JsonObject().put("event", "resumed"));
  }

  @Override
  public void stalled(Stall stall) {
    notice("diptych: " + Console.oneLine(Wording.stalled(stall)), event("stalled", stall));
  }

  @Override
  public void recovered(Stall stall) {
    notice("diptych: " + Console.oneLine(Wording.recovered(stall)), event("recovered", stall));
  }

  @Override
  public void differing(JobReport.Places places) {
    List<JsonObject> regions =
        places.first().stream()
            .map(r -> new JsonObject().put("offset", r.offset()).put("length", r.length()))
            .toList();
    notice(
        "diptych: " + Console.oneLine(Endings.differing(places)),
        new JsonObject()
            .put("event", "differing")
            .put("bytes", places.bytes())
            .put("count", places.count())
            .put("regions", regions));
  }

  @Override
  public void warned(Warning warning) {
    String line = Console.oneLine(Wording.of(warning));
    notice(
        "diptych: warning: " + line, new JsonObject().put("event", "warning").put("message", line));
  }

  @Override
  public void forgot(String line) {
    notice(
        "diptych: " + Console.oneLine(line),
        new JsonObject().put("event", "forgot").put("message", Console.oneLine(line)));
  }

  @Override
  public void unkept(String line) {
    notice(
        "diptych: warning: " + Console.oneLine(line),
        new JsonObject().put("event", "unkept").put("message", Console.oneLine(line)));
  }

  private static JsonObject event(String word, Stall stall) {
    return new JsonObject()
        .put("event", word)
        .put("side", stall.side().name().toLowerCase(Locale.ROOT))
        .put("device", stall.device())
        .put("operation", stall.operation().toString())
        .put("seconds", stall.lasted().toSeconds());
  }

  private void notice(String line, JsonObject event) {
    events.add(Optional.of(() -> view.notice(line, event)));
  }

  /// Prints something else between two looks.
  public void announce(Runnable printing) {
    events.add(
        Optional.of(() -> {
          view.giveWay();
          printing.run();
        }));
  }

  private void look() {
    job.ifPresent(watched -> {
      JobProgress progress = watched.progress();
      events.add(Optional.of(() -> view.show(progress, System.nanoTime())));
    });
  }

  private void tell() {
    try {
      while (true) {
        Optional<Runnable> event =
            job.isEmpty() ? events.take() : events.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        // The queue was empty for a while.
        if (event == null) {
          job.ifPresent(watched -> view.show(watched.progress(), System.nanoTime()));
        } else if (event.isPresent()) {
          event.get().run();
        } else {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      view.end();
    }
  }

  @Override
  public void close() {
    events.add(Optional.empty());
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
