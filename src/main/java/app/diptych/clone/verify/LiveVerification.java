package app.diptych.clone.verify;

import app.diptych.block.Region;
import app.diptych.block.Uninterrupted;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Phase;
import app.diptych.clone.Sentences;
import app.diptych.clone.control.Control;
import app.diptych.clone.control.Notes;
import app.diptych.clone.pair.OpenPair;
import app.diptych.mirror.Mirror;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// The phase of a mirror job in which both sides are compared while clients use the source, on a
/// thread of its own.
public final class LiveVerification implements AutoCloseable {
  private final Mirror mirror;
  private final Control control;
  private final LiveVerifier verifier;
  private final Thread thread;
  // Set by that thread.
  private final AtomicReference<LiveVerifier.Outcome> outcome =
      new AtomicReference<>(new LiveVerifier.Outcome.Abandoned());

  /// A comparison that has not begun.
  ///
  /// @param atEnd is run by its thread when it is over
  public LiveVerification(Mirror mirror, OpenPair pair, Control control, Runnable atEnd) {
    this.mirror = mirror;
    this.control = control;
    this.verifier = new LiveVerifier(mirror, pair, control);
    this.thread =
        Thread.ofPlatform()
            .name("verify")
            .unstarted(() -> {
              try {
                outcome.set(verifier.compare());
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              } finally {
                atEnd.run();
              }
            });
  }

  /// Begins.
  public void begin() {
    control.board().begin(Phase.VERIFYING, verifier::progress);
    thread.start();
  }

  /// Whether it ended since a side could not be read.
  public boolean isUnreadable() {
    return outcome.get() instanceof LiveVerifier.Outcome.Unreadable;
  }

  /// Tells what came of it, once it is over: what stands against the target is told at once.
  ///
  /// @param isNews whether that a side could not be read is
  public void tell(boolean isNews) {
    Notes notes = control.board().notes();
    notes.compared(verifier.progress().bytesDone());
    if (outcome.get() instanceof LiveVerifier.Outcome.Compared(var found, _)) {
      control.omission().close();
      notes.repaired(found.regions());
    }
    objection()
        .filter(_ -> isNews || !isUnreadable())
        .map(it -> new CloneResult.Failed(Phase.VERIFYING, it.reason))
        .ifPresent(control.board()::failed);
  }

  /// How the job ends for the sake of it; empty where nothing stands against the target.
  public Optional<CloneResult> result() {
    return objection().map(Objection::result);
  }

  private Optional<Objection> objection() {
    return switch (outcome.get()) {
      case LiveVerifier.Outcome.Compared(_, var remaining) ->
          remaining.regions().isEmpty() ? Optional.empty() : Optional.of(Objection.to(remaining));
      case LiveVerifier.Outcome.Unreadable(var failure) -> {
        CloneResult.Failed failed = SideFailure.of(failure, Phase.VERIFYING);
        yield Optional.of(new Objection(failed, failed.reason()));
      }
      case LiveVerifier.Outcome.Abandoned() -> Optional.empty();
    };
  }

  /// What stands against the target.
  private record Objection(CloneResult result, String reason) {
    static Objection to(Differences found) {
      List<Region> regions = found.regions();
      long first = regions.getFirst().offset();
      return new Objection(
          new CloneResult.Mismatch(regions, found.bytes()),
          Sentences.say("verified.differs", found.bytes(), regions.size(), first));
    }
  }

  /// Whether all was compared, and is equal.
  public boolean isVerified() {
    return outcome.get() instanceof LiveVerifier.Outcome.Compared && result().isEmpty();
  }

  /// Whether it ended before all was compared, and nobody left it out.
  public boolean isCutShort() {
    return outcome.get() instanceof LiveVerifier.Outcome.Abandoned
        && !control.omission().isWished();
  }

  /// Waits for its end, which is soon where the job is to end. One that rests has nothing to rest
  /// for.
  @Override
  public void close() {
    mirror.resume();
    Uninterrupted.join(thread);
  }
}
