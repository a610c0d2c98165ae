package app.diptych.clone.job;

import app.diptych.block.BlockDevice;
import app.diptych.block.DeviceException;
import app.diptych.block.Operation;
import app.diptych.clone.CloneResult;
import app.diptych.clone.LiveUse;
import app.diptych.clone.MapCell;
import app.diptych.clone.Phase;
import app.diptych.clone.Refusal;
import app.diptych.clone.Sentences;
import app.diptych.clone.check.Subject;
import app.diptych.clone.control.Board;
import app.diptych.clone.control.Control;
import app.diptych.clone.verify.SideFailure;
import app.diptych.mirror.IntentLog;
import app.diptych.mirror.Mirror;
import app.diptych.mirror.MirrorListener;
import app.diptych.mirror.MirrorOptions;
import app.diptych.mirror.MirrorState;
import app.diptych.mirror.Mismatch;
import app.diptych.mirror.MismatchException;
import app.diptych.mirror.Progress;
import app.diptych.mirror.Side;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The phases of a clone in which the copy is built and made durable, on two open devices.
final class CloneRun {
  private static final Logger LOG = LoggerFactory.getLogger(CloneRun.class);

  private final BlockDevice source;
  private final BlockDevice target;
  private final Control control;
  private final Optional<LiveUse> liveUse;

  CloneRun(BlockDevice source, BlockDevice target, Control control, Optional<LiveUse> liveUse) {
    this.source = source;
    this.target = target;
    this.control = control;
    this.liveUse = liveUse;
  }

  /// Builds the copy, but for what the log calls equal; the result is how the job ends, empty where
  /// the target is an exact, durable copy. Lets both devices open.
  ///
  /// @throws MismatchException if the devices cannot be mirrored; nothing was written
  Optional<CloneResult> run(MirrorOptions options, IntentLog log) throws MismatchException {
    Board board = control.board();
    board.begin(Phase.COPYING, () -> new Progress(0, source.geometry().size()));
    // Whoever ended the job before this phase was told that nothing was written.
    if (control.cancellation().isWished()) {
      return Optional.of(Control.NOTHING_DONE);
    }
    var end = new CompletableFuture<Void>();
    try (Mirror mirror = Mirror.connect(source, target, options, log, new Ears(board, end))) {
      board.count(mirror::progress);
      board.map(most -> MapCell.of(mirror.tiles(most)));
      control.pausing().lead(mirror::pause, mirror::resume);
      try {
        liveUse.ifPresent(use -> use.begin(mirror));
        control.cancellation().awaitUnlessWished(end);
      } finally {
        liveUse.ifPresent(LiveUse::end);
      }
      return outcome(mirror);
    }
  }

  private Optional<CloneResult> outcome(Mirror mirror) {
    Progress progress = mirror.progress();
    return switch (settled(mirror)) {
      case MirrorState.InSync() -> Optional.empty();
      case MirrorState.Copying() -> cancelled(progress);
      // What did not answer was cut short.
      case MirrorState.Failed _ when control.cancellation().isWished() -> cancelled(progress);
      case MirrorState.Failed(var side, var cause) when isSkippable(side, cause) -> {
        LOG.error("the source cannot be read", cause);
        String reason = Sentences.failure(Refusal.Role.SOURCE, cause);
        yield Optional.of(
            new CloneResult.Failed(control.board().phase(), reason, CloneResult.Cure.SKIPPING));
      }
      case MirrorState.Failed failed ->
          Optional.of(SideFailure.of(failed, control.board().phase()));
      case MirrorState.Detached() ->
          throw new IllegalStateException("the mirror was detached by somebody else");
    };
  }

  /// Whether another run could do without what failed.
  private boolean isSkippable(Side side, DeviceException cause) {
    return liveUse.isEmpty()
        && side == Side.PRIMARY
        && cause instanceof DeviceException.Unknown
        && cause.operation() == Operation.READ;
  }

  private static Optional<CloneResult> cancelled(Progress progress) {
    return Optional.of(new CloneResult.Cancelled(progress));
  }

  /// The state when what live use wrote at last is durable too.
  private MirrorState settled(Mirror mirror) {
    if (liveUse.isPresent() && mirror.state() instanceof MirrorState.InSync) {
      control.board().turn(Phase.FLUSHING);
      try {
        mirror.flush();
      } catch (DeviceException e) {
        return new MirrorState.Failed(Side.PRIMARY, e);
      }
    }
    return mirror.state();
  }

  /// What a mirror's refusal of two open devices means to a person.
  static Refusal refusal(Mismatch mismatch, Subject target) {
    return switch (mismatch) {
      case Mismatch.SectorSizes it -> new Refusal.SectorSizes(it.primary(), it.secondary());
      case Mismatch.Lengths it -> new Refusal.Lengths(it.primary(), it.secondary(), false);
      case Mismatch.ReadOnlySecondary() -> new Refusal.ReadOnlyTarget(target.name());
    };
  }

  /// Passes the mirror's news on, and tells when it has come to an end.
  private record Ears(Board board, CompletableFuture<Void> end) implements MirrorListener {
    @Override
    public void percent(int percent) {
      board.percent(Phase.COPYING, percent);
    }

    @Override
    public void flushing() {
      board.turn(Phase.FLUSHING);
    }

    @Override
    public void complete() {
      end.complete(null);
    }

    @Override
    public void failed(MirrorState.Failed failure) {
      end.complete(null);
    }
  }
}
