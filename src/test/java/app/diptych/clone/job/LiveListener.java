package app.diptych.clone.job;

import app.diptych.clone.CloneListener;
import app.diptych.clone.Phase;
import app.diptych.clone.Refusal;
import app.diptych.clone.Stall;
import app.diptych.report.JobReport;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// Waits for what a job tells.
final class LiveListener implements CloneListener {
  private static final long LIMIT_SECONDS = 60;

  private final Map<Phase, CompletableFuture<Phase>> phases = new EnumMap<>(Phase.class);
  private final Map<Phase, Runnable> deeds = new ConcurrentHashMap<>();
  private final CompletableFuture<String> failure = new CompletableFuture<>();
  private final Map<Refusal.Role, CompletableFuture<Stall>> stalls =
      new EnumMap<>(Refusal.Role.class);
  private final Map<Refusal.Role, CompletableFuture<Stall>> recoveries =
      new EnumMap<>(Refusal.Role.class);

  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final List<JobReport.Places> differing = new CopyOnWriteArrayList<>();

  LiveListener() {
    for (Refusal.Role side : Refusal.Role.values()) {
      stalls.put(side, new CompletableFuture<>());
      recoveries.put(side, new CompletableFuture<>());
    }
    for (Phase phase : Phase.values()) {
      phases.put(phase, new CompletableFuture<>());
    }
  }

  @Override
  public void phase(Phase phase) {
    Optional.ofNullable(deeds.get(phase)).ifPresent(Runnable::run);
    of(phase).complete(phase);
  }

  /// Does something on the job's thread when the phase begins, before anything is done in it.
  LiveListener when(Phase phase, Runnable deed) {
    deeds.put(phase, deed);
    return this;
  }

  @Override
  public void failed(Phase phase, String reason) {
    failures.add(reason);
    failure.complete(reason);
  }

  @Override
  public void differing(JobReport.Places places) {
    differing.add(places);
  }

  /// What was told to differ.
  List<JobReport.Places> differing() {
    return List.copyOf(differing);
  }

  @Override
  public void stalled(Stall told) {
    of(told.side(), stalls).complete(told);
  }

  @Override
  public void recovered(Stall told) {
    of(told.side(), recoveries).complete(told);
  }

  private CompletableFuture<Phase> of(Phase phase) {
    return of(phase, phases);
  }

  private static <K, V> V of(K key, Map<K, V> all) {
    V one = all.get(key);
    if (one == null) {
      throw new IllegalStateException(key.toString());
    }
    return one;
  }

  /// Waits until the phase has begun.
  void await(Phase phase) throws Exception {
    of(phase).get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  /// Whether the phase has begun.
  boolean hasBegun(Phase phase) {
    return of(phase).isDone();
  }

  /// Waits until a side has failed, and says why.
  String awaitFailure() throws Exception {
    return failure.get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  /// Every failure that was told.
  List<String> failures() {
    return List.copyOf(failures);
  }

  /// Waits until this device was told not to answer. On a busy machine where time flies, the other
  /// one may be told in passing.
  Stall awaitStall(Refusal.Role side) throws Exception {
    return of(side, stalls).get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  /// Waits until this device was told to answer again.
  void awaitRecovery(Refusal.Role side) throws Exception {
    of(side, recoveries).get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  /// Whether a side was told to have failed.
  boolean hasFailed() {
    return failure.isDone();
  }
}
