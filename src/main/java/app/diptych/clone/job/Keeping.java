package app.diptych.clone.job;

import static app.diptych.clone.Sentences.reason;
import static app.diptych.clone.Sentences.say;

import app.diptych.block.DeviceException;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.Journaling;
import app.diptych.clone.RefusedException;
import app.diptych.clone.Sentences;
import app.diptych.clone.Warning;
import app.diptych.clone.check.Findings;
import app.diptych.clone.control.AbandonedException;
import app.diptych.clone.control.Board;
import app.diptych.clone.control.Control;
import app.diptych.clone.pair.OpenPair;
import app.diptych.clone.verify.Recheck;
import app.diptych.clone.verify.Verification;
import app.diptych.journal.BusyJournalException;
import app.diptych.journal.Journal;
import app.diptych.journal.JournalFolder;
import app.diptych.journal.JournalPair;
import app.diptych.mirror.IntentLog;
import app.diptych.mirror.MirrorOptions;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The journal of a job while it copies. Where none can be kept, and none was asked for, the job
/// goes on without.
final class Keeping implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Keeping.class);

  private final Optional<Kept> kept;

  private Keeping(Optional<Kept> kept) {
    this.kept = kept;
  }

  // A journal, and who is told of it.
  private record Kept(Journal journal, Board board) {}

  /// No journal.
  static Keeping nothing() {
    return new Keeping(Optional.empty());
  }

  /// Forgets what is kept of the target, before a job without a journal writes to it.
  ///
  /// @throws RefusedException if it is in another job
  static void forget(JournalWish wish, Findings findings, OpenPair pair, Board board)
      throws RefusedException {
    forget(wish, findings, pair, board, who -> JournalWish.folder(Journaling.DEFAULT).clear(who));
  }

  /// The same before one that makes the target more like its source: what was kept of this very
  /// pair is as true as before.
  static void forgetOthers(JournalWish wish, Findings findings, OpenPair pair, Board board)
      throws RefusedException {
    Journaling way = wish.request().options().journaling();
    forget(wish, findings, pair, board, who -> JournalWish.folder(way).checkFree(who));
  }

  private interface Clearing {
    void of(JournalPair who) throws IOException;
  }

  private static void forget(
      JournalWish wish, Findings findings, OpenPair pair, Board board, Clearing clearing)
      throws RefusedException {
    try {
      JournalPair who = wish.pair(findings, pair);
      Overtaken.by(who, findings, pair, board);
      clearing.of(who);
    } catch (BusyJournalException e) {
      throw new RefusedException(JournalCheck.underWay(wish.request(), e), e);
    } catch (IOException | DeviceException e) {
      LOG.warn("what is kept of the target could not be forgotten", e);
    }
  }

  /// The journal of what is open and about to be copied: that which is there, all that it calls
  /// equal compared, or a new one.
  ///
  /// @param wish what is asked for, as it is kept
  /// @throws RefusedException if the job is to go on and cannot, or a journal was asked for
  /// @throws AbandonedException if the job is to end before it goes on
  static Keeping begin(JournalWish wish, Findings findings, OpenPair pair, Control control)
      throws RefusedException, AbandonedException {
    // It keeps nothing of a target that it has not touched, nor forgets what was kept of it.
    if (control.cancellation().isWished()) {
      throw new AbandonedException();
    }
    CloneRequest request = wish.request();
    Journaling way = request.options().journaling();
    try {
      JournalPair who = wish.pair(findings, pair);
      if (!way.resumes()) {
        Overtaken.by(who, findings, pair, control.board());
        return begun(JournalWish.folder(way), who, control.board());
      }
      Optional<JournalFolder> folder = JournalWish.existing(way);
      Optional<Journal> journal = folder.isPresent() ? folder.get().open(who) : Optional.empty();
      if (journal.isEmpty()) {
        throw new RefusedException(JournalCheck.refusal(request, say("journal.none")));
      }
      return resumed(journal.get(), findings, pair, control);
    } catch (BusyJournalException e) {
      throw new RefusedException(JournalCheck.underWay(request, e), e);
    } catch (IOException e) {
      if (way.resumes()) {
        throw new RefusedException(JournalCheck.refusal(request, reason(e)), e);
      }
      if (way.folder().isPresent()) {
        throw JournalCheck.unwritable(way.folder().get(), e);
      }
      LOG.warn("no journal can be kept: a job that is broken off will begin anew", e);
      control.board().unkept(say("journal.unkept", reason(e)));
      return nothing();
    } catch (DeviceException e) {
      throw new RefusedException(JournalCheck.refusal(request, Sentences.message(e)), e);
    }
  }

  private static Keeping begun(JournalFolder folder, JournalPair who, Board board)
      throws IOException {
    Journal journal = folder.create(who, MirrorOptions.DEFAULT.chunkSize());
    trim(folder, board);
    return new Keeping(Optional.of(new Kept(journal, board)));
  }

  private static void trim(JournalFolder folder, Board board) {
    try {
      for (JournalFolder.BrokenOff gone : folder.trim()) {
        JournalWish.of(gone.pair().wish(), Optional.empty())
            .map(JournalWish::request)
            .ifPresent(
                request -> board.forgot(say("journal.forgot", request.source(), request.target())));
      }
    } catch (IOException e) {
      LOG.warn("there may be more journals than are kept", e);
    }
  }

  private static Keeping resumed(Journal journal, Findings findings, OpenPair pair, Control control)
      throws BusyJournalException, AbandonedException {
    boolean isReady = false;
    try {
      Overtaken.by(journal.pair(), findings, pair, control.board());
      var recheck = new Recheck(Verification.of(pair, control), journal.partSize());
      journal.doubt(recheck.doubtful(journal.equal()));
      control.board().notes().kept(journal.equalBytes());
      LOG.info("goes on: {} bytes are there", journal.equalBytes());
      isReady = true;
      return new Keeping(Optional.of(new Kept(journal, control.board())));
    } finally {
      if (!isReady) {
        journal.close();
      }
    }
  }

  /// Where the mirror keeps what is equal.
  IntentLog log() {
    return kept.<IntentLog>map(Kept::journal).orElse(IntentLog.NONE);
  }

  /// The target is a durable copy: there is nothing to go on from any more.
  void done() {
    kept.ifPresent(it -> {
      Journal journal = it.journal();
      try {
        journal.remove();
      } catch (IOException e) {
        LOG.warn("a journal that is over could not be removed", e);
        it.board().warned(new Warning.JournalStuck(journal.path(), reason(e)));
      }
    });
  }

  @Override
  public void close() {
    kept.ifPresent(it -> {
      it.board().notes().left(it.journal().isThere());
      it.journal().close();
    });
  }
}
