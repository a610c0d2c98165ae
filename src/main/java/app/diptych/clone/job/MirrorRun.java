package app.diptych.clone.job;

import app.diptych.block.DeviceException;
import app.diptych.block.Geometry;
import app.diptych.clone.CloneResult;
import app.diptych.clone.MapCell;
import app.diptych.clone.MirrorRequest;
import app.diptych.clone.Phase;
import app.diptych.clone.Refusal;
import app.diptych.clone.RefusedException;
import app.diptych.clone.check.Findings;
import app.diptych.clone.control.Board;
import app.diptych.clone.control.Control;
import app.diptych.clone.pair.OpenPair;
import app.diptych.clone.verify.LiveVerification;
import app.diptych.clone.verify.SideFailure;
import app.diptych.mirror.Mirror;
import app.diptych.mirror.MirrorListener;
import app.diptych.mirror.MirrorOptions;
import app.diptych.mirror.MirrorState;
import app.diptych.mirror.MismatchException;
import app.diptych.mirror.Progress;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The phases of a mirror job in which the source is live: the export, the copy, staying in sync,
/// and the end. All but the mirror's news happens on the thread that runs it.
final class MirrorRun {
  private static final Logger LOG = LoggerFactory.getLogger(MirrorRun.class);

  private final MirrorRequest request;
  private final OpenPair pair;
  private final Control control;
  private final Keeping keeping;
  private final BlockingQueue<News> news = new LinkedBlockingQueue<>();
  // Volatile: set by a thread of the mirror, read by whoever asks how far it is.
  private volatile boolean hasFailed;
  // Of the running thread alone.
  private Optional<CloneResult> failure = Optional.empty();
  private Optional<LiveVerification> verification = Optional.empty();
  private boolean isDetached;

  /// What the running thread waits for.
  private enum News {
    IN_SYNC,
    VERIFIED,
    FAILED,
    LOST,
    DETACH,
    END
  }

  /// A run on these two.
  MirrorRun(MirrorRequest request, OpenPair pair, Control control, Keeping keeping) {
    this.request = request;
    this.pair = pair;
    this.control = control;
    this.keeping = keeping;
  }

  /// Offers the source, builds the copy and keeps it until the end is wished. Nothing is written to
  /// the target before the source can be reached. Lets both devices open.
  ///
  /// @param findings what both are known by
  /// @param reached is told once the source can be reached
  /// @return how the job ends, empty where the target is an exact, durable copy
  /// @throws MismatchException if the devices cannot be mirrored; nothing was written
  Optional<CloneResult> run(Findings findings, Consumer<Offering> reached)
      throws RefusedException, MismatchException {
    var relay = new Relay(pair.source().name(), geometry());
    // Closed in this order: those who wait for the mirror go, then the export.
    try (var offering = Offering.open(request.export(), Ware.of(findings.source(), relay));
        relay) {
      Board board = control.board();
      board.begin(Phase.COPYING, () -> new Progress(0, pair.source().geometry().size()));
      // Whoever ended the job before this phase was told that nothing was written.
      if (control.cancellation().isWished()) {
        return Optional.of(Control.NOTHING_DONE);
      }
      try (Mirror mirror =
          Mirror.connect(pair.source(), pair.target(), options(), keeping.log(), new Ears())) {
        pair.keep();
        board.count(mirror::progress);
        board.map(most -> MapCell.of(mirror.tiles(most)));
        control.pausing().lead(mirror::pause, mirror::resume);
        var isTold = new AtomicBoolean();
        pair.watch(
            control,
            () -> {
              if (!isTold.getAndSet(true)) {
                news.add(News.LOST);
              }
            });
        relay.lead(pair.protect(mirror));
        reached.accept(offering);
        control.cancellation().onWish(() -> news.add(News.END));
        Supplier<Optional<CloneResult>> stray = () -> Stray.of(findings, pair, Phase.IN_SYNC);
        // A target that was let go may be anywhere by the end.
        return live(mirror, offering, stray).or(() -> isDetached ? Optional.empty() : stray.get());
      }
    }
  }

  private Geometry geometry() {
    Geometry ours = pair.source().geometry();
    int sector = Math.max(ours.sectorSize(), pair.target().geometry().sectorSize());
    return new Geometry(ours.size(), sector, ours.isReadOnly());
  }

  private MirrorOptions options() {
    return MirrorOptions.DEFAULT.with(request.mode()).withRate(request.pair().options().rate());
  }

  /// Detaches the target soon, if both are in sync then. From any thread.
  void detach() {
    news.add(News.DETACH);
  }

  private Optional<CloneResult> live(
      Mirror mirror, Offering offering, Supplier<Optional<CloneResult>> stray) {
    while (true) {
      switch (next()) {
        case IN_SYNC -> inSync(mirror);
        case VERIFIED -> verified(mirror);
        case FAILED -> noteFailure(mirror);
        case LOST -> lookAtBoth(mirror);
        case DETACH -> detach(mirror, stray);
        case END -> {
          offering.close();
          return end(mirror);
        }
      }
    }
  }

  /// An interrupt counts as the wish to end, and the thread stays interrupted.
  private News next() {
    try {
      return news.take();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return News.END;
    }
  }

  private void inSync(Mirror mirror) {
    if (request.pair().options().verify() && !control.omission().isWished()) {
      var begun = new LiveVerification(mirror, pair, control, () -> news.add(News.VERIFIED));
      verification = Optional.of(begun);
      begun.begin();
    } else {
      control.board().begin(Phase.IN_SYNC, mirror::progress);
    }
  }

  private void verified(Mirror mirror) {
    verification.ifPresent(it -> {
      // What cannot be read may be gone: then the mirror fails by it, and that alone is told.
      if (it.isUnreadable()) {
        lookAtBoth(mirror);
        noteFailure(mirror);
      }
      it.tell(failure.isEmpty());
    });
    if (!(mirror.state() instanceof MirrorState.Failed)) {
      control.board().begin(Phase.IN_SYNC, mirror::progress);
    }
  }

  /// Whether a side failed, so that nothing is copied any more.
  boolean hasFailed() {
    return hasFailed;
  }

  /// Whether all was compared, and is equal.
  boolean isVerified() {
    return verification.filter(LiveVerification::isVerified).isPresent();
  }

  /// Comparing fails nothing: a side that fails meanwhile does so in sync.
  private Phase phase() {
    Phase phase = control.board().phase();
    return phase == Phase.VERIFYING ? Phase.IN_SYNC : phase;
  }

  private void noteFailure(Mirror mirror) {
    if (mirror.state() instanceof MirrorState.Failed failed) {
      note(SideFailure.of(failed, phase()));
    }
  }

  private void note(CloneResult.Failed result) {
    if (failure.isEmpty()) {
      failure = Optional.of(result);
      control.board().failed(result);
    }
  }

  /// A target that is gone fails the mirror by it, and is told so.
  private void lookAtBoth(Mirror mirror) {
    try {
      mirror.flush();
    } catch (DeviceException e) {
      note(CloneResult.Failed.of(phase(), Refusal.Role.SOURCE, e));
    }
  }

  private void detach(Mirror mirror, Supplier<Optional<CloneResult>> stray) {
    if (isDetached || control.board().phase() != Phase.IN_SYNC) {
      return;
    }
    if (stray.get().orElse(null) instanceof CloneResult.Failed failed) {
      note(failed);
      return;
    }
    try {
      if (mirror.detach()) {
        isDetached = true;
        keeping.done();
        long size = mirror.geometry().size();
        control.board().map(most -> MapCell.whole(mirror.tiles(most)));
        control.board().begin(Phase.DETACHED, () -> new Progress(size, size));
        pair.letTargetGo();
      }
    } catch (DeviceException e) {
      LOG.warn("the source could not be flushed, so the target stays attached", e);
    }
  }

  /// The end when no client is there any more.
  private Optional<CloneResult> end(Mirror mirror) {
    verification.ifPresent(LiveVerification::close);
    try {
      if (isDetached) {
        mirror.flush();
        return verdict(mirror);
      }
      if (failure.isPresent()) {
        return failure;
      }
      if (hasBeenInSync(mirror)) {
        // What clients wrote at last may still be on its way to the target, or wait for a rest's
        // end.
        mirror.resume();
        while (mirror.awaitEndOfCopying() instanceof MirrorState.InSync) {
          if (mirror.detach()) {
            keeping.done();
            pair.rereadPartitions();
            return verdict(mirror);
          }
        }
      }
    } catch (DeviceException e) {
      LOG.error("the last flush failed", e);
      return Optional.of(CloneResult.Failed.of(phase(), Refusal.Role.SOURCE, e));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return Optional.of(unfinished(mirror));
  }

  /// How it ends where the target is a durable copy, as far as it was not compared.
  private Optional<CloneResult> verdict(Mirror mirror) {
    long size = mirror.geometry().size();
    return verification.flatMap(
        v -> v.isCutShort() ? Optional.of(new CloneResult.Cancelled(size, size)) : v.result());
  }

  private boolean hasBeenInSync(Mirror mirror) {
    return phase() == Phase.IN_SYNC || mirror.state() instanceof MirrorState.InSync;
  }

  /// While copying, what did not answer was cut short: that is no failure of its own.
  private CloneResult unfinished(Mirror mirror) {
    if (mirror.state() instanceof MirrorState.Failed failed && phase() == Phase.IN_SYNC) {
      return SideFailure.of(failed, Phase.IN_SYNC);
    }
    return new CloneResult.Cancelled(mirror.progress());
  }

  /// Passes the mirror's news on.
  private final class Ears implements MirrorListener {
    @Override
    public void percent(int percent) {
      control.board().percent(Phase.COPYING, percent);
    }

    @Override
    public void flushing() {
      // Told again where a write failed after both were in sync.
      if (control.board().phase() == Phase.COPYING) {
        control.board().turn(Phase.FLUSHING);
      }
    }

    @Override
    public void complete() {
      news.add(News.IN_SYNC);
    }

    @Override
    public void failed(MirrorState.Failed failure) {
      hasFailed = true;
      news.add(News.FAILED);
    }
  }
}
