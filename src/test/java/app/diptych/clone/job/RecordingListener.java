package app.diptych.clone.job;

import app.diptych.clone.CloneListener;
import app.diptych.clone.Phase;
import app.diptych.clone.Warning;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// Writes down what it is told, and whether two calls ever came at once.
final class RecordingListener implements CloneListener {
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final List<Warning> warnings = new CopyOnWriteArrayList<>();
  private final AtomicInteger inside = new AtomicInteger();
  private final AtomicBoolean wasCalledTwiceAtOnce = new AtomicBoolean();
  private final CompletableFuture<Void> verifying = new CompletableFuture<>();

  @Override
  public void phase(Phase phase) {
    add(phase.toString());
    if (phase == Phase.VERIFYING) {
      verifying.complete(null);
    }
  }

  @Override
  public void percent(Phase phase, int percent) {
    add(phase + " " + percent);
  }

  @Override
  public void warned(Warning warning) {
    warnings.add(warning);
  }

  /// What it was warned of.
  List<Warning> warnings() {
    return List.copyOf(warnings);
  }

  private void add(String line) {
    if (inside.incrementAndGet() > 1) {
      wasCalledTwiceAtOnce.set(true);
    }
    told.add(line);
    inside.decrementAndGet();
  }

  /// All that was told.
  List<String> told() {
    return List.copyOf(told);
  }

  /// The phases that were told.
  List<String> phases() {
    return told.stream().filter(line -> !line.contains(" ")).toList();
  }

  /// The percentages that were told of a phase.
  List<Integer> percents(Phase phase) {
    return told.stream()
        .filter(line -> line.startsWith(phase + " "))
        .map(line -> Integer.parseInt(line.substring(line.indexOf(' ') + 1)))
        .toList();
  }

  /// Whether two calls came at once.
  boolean wasCalledTwiceAtOnce() {
    return wasCalledTwiceAtOnce.get();
  }

  /// Waits until the comparing has begun.
  void awaitVerifying() throws Exception {
    verifying.get(60, TimeUnit.SECONDS);
  }
}
