package app.diptych.ui.job;

import app.diptych.clone.CloneResult;
import app.diptych.clone.LiveExport;
import app.diptych.clone.LiveJob;
import app.diptych.clone.Phase;
import app.diptych.ui.job.LiveState.Stage;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Looks at a live job from time to time. JavaFX thread only.
final class LiveWatch {
  // Long enough for clients' writes to drain on a slow disk.
  private static final long FINISH_LIMIT_NANOS = 10_000_000_000L;

  private final LiveJob job;
  private final LongSupplier nanoTime;
  private final VisitorRates rates = new VisitorRates();
  private Optional<Long> finishAsked = Optional.empty();

  /// A watch over a job.
  LiveWatch(LiveJob job, LongSupplier nanoTime) {
    this.job = job;
    this.nanoTime = nanoTime;
  }

  /// How things stand.
  LiveState look() {
    Optional<LiveExport> export = job.export();
    Optional<CloneResult.Failed> failure = job.failure();
    List<Client> clients =
        rates.take(export.map(LiveExport::visitors).orElse(List.of()), nanoTime.getAsLong());
    return new LiveState(
        failure.map(LiveWatch::stage).orElseGet(() -> stage(job.progress().phase())),
        export.map(LiveExport::uri),
        clients,
        failure.map(CloneResult.Failed::reason));
  }

  /// Lets the target go as an exact copy, if it is in sync.
  void finish() {
    boolean isInSync = stage(job.progress().phase()) == Stage.IN_SYNC;
    if (isInSync && job.failure().isEmpty()) {
      finishAsked = Optional.of(nanoTime.getAsLong());
      job.detach();
    }
  }

  // A job that was asked just when it fell out of sync does nothing, and can be asked again.
  private boolean isFinishing() {
    return finishAsked
        .filter(asked -> nanoTime.getAsLong() - asked < FINISH_LIMIT_NANOS)
        .isPresent();
  }

  private static Stage stage(CloneResult.Failed failure) {
    return switch (failure.phase()) {
      case VERIFYING -> Stage.UNPROVEN;
      case IN_SYNC -> Stage.PARTED;
      case PREPARING, COPYING, RESCUING, FLUSHING, DETACHED -> Stage.FAILED;
    };
  }

  private Stage stage(Phase phase) {
    return switch (phase) {
      case PREPARING -> Stage.PREPARING;
      case COPYING, FLUSHING, RESCUING -> Stage.COPYING;
      case VERIFYING -> Stage.COMPARING;
      case IN_SYNC -> isFinishing() ? Stage.FINISHING : Stage.IN_SYNC;
      case DETACHED -> Stage.DETACHED;
    };
  }
}
