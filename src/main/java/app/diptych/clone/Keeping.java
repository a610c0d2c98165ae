package app.diptych.clone;

import static app.diptych.clone.Sentences.say;

import app.diptych.block.BlockDevice;
import app.diptych.block.DeviceException;
import app.diptych.journal.Journal;
import app.diptych.journal.JournalFolder;
import app.diptych.journal.JournalPair;
import app.diptych.mirror.IntentLog;
import app.diptych.mirror.MirrorOptions;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The journal of a job while it copies. Where none can be kept, and none was asked for, the job
/// goes on without.
final class Keeping implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Keeping.class);

  // So many places are compared before a clone goes on, each of so many bytes.
  private static final int SAMPLES = 32;
  private static final int SAMPLE = 64 << 10;
  private static final long PAGE = 4096;

  private final Optional<Journal> journal;

  private Keeping(Optional<Journal> journal) {
    this.journal = journal;
  }

  /// The journal of what is open and about to be copied: that which is there, or a new one.
  ///
  /// @param wish what is asked for, as it is kept
  /// @throws RefusedException if the job is to go on and cannot, or a journal was asked for
  static Keeping begin(JournalWish wish, Findings findings, OpenPair pair) throws RefusedException {
    CloneRequest request = wish.request();
    Journaling way = request.options().journaling();
    try {
      JournalFolder folder = JournalWish.folder(way);
      JournalPair who = wish.pair(findings, pair);
      return way.resumes() ? resumed(folder, who, request, pair) : begun(folder, who);
    } catch (IOException e) {
      if (way.resumes()) {
        throw new RefusedException(refusal(request, String.valueOf(e.getMessage())), e);
      }
      if (way.folder().isPresent()) {
        throw new RefusedException(
            new Refusal.JournalUnwritable(way.folder().get(), String.valueOf(e.getMessage())), e);
      }
      LOG.warn("no journal can be kept: a job that is broken off will begin anew", e);
      return new Keeping(Optional.empty());
    } catch (DeviceException e) {
      throw new RefusedException(refusal(request, Sentences.message(e)), e);
    }
  }

  private static Keeping begun(JournalFolder folder, JournalPair who) throws IOException {
    return new Keeping(Optional.of(folder.create(who, MirrorOptions.DEFAULT.chunkSize())));
  }

  private static Keeping resumed(
      JournalFolder folder, JournalPair who, CloneRequest request, OpenPair pair)
      throws IOException, RefusedException {
    Optional<Journal> journal = folder.open(who);
    if (journal.isEmpty()) {
      throw new RefusedException(refusal(request, say("journal.none")));
    }
    Optional<String> doubt = doubt(journal.get(), pair);
    if (doubt.isPresent()) {
      journal.get().close();
      throw new RefusedException(refusal(request, doubt.get()));
    }
    LOG.info("goes on: {} bytes are there", journal.get().equalBytes());
    return new Keeping(journal);
  }

  private static Refusal refusal(CloneRequest request, String reason) {
    return new Refusal.NoJournal(request.source().toString(), request.target().toString(), reason);
  }

  /// Why what is called equal may not be, by a look at some of it.
  private static Optional<String> doubt(Journal journal, OpenPair pair) {
    BitSet equal = journal.equal();
    int step = Math.max(1, equal.cardinality() / SAMPLES);
    int seen = 0;
    try (Arena arena = Arena.ofShared()) {
      MemorySegment ours = arena.allocate(SAMPLE, PAGE);
      MemorySegment theirs = arena.allocate(SAMPLE, PAGE);
      for (int part = equal.nextSetBit(0); part >= 0; part = equal.nextSetBit(part + 1)) {
        boolean isLast = equal.nextSetBit(part + 1) < 0;
        if (seen++ % step == 0 || isLast) {
          long offset = part * journal.partSize();
          long difference = difference(offset, pair, ours, theirs);
          if (difference >= 0) {
            return Optional.of(say("journal.changed", offset + difference));
          }
        }
      }
      return Optional.empty();
    } catch (DeviceException e) {
      return Optional.of(say("journal.unreadable", Sentences.message(e)));
    }
  }

  private static long difference(
      long offset, OpenPair pair, MemorySegment ours, MemorySegment theirs) throws DeviceException {
    BlockDevice source = pair.source();
    long length = Math.min(SAMPLE, source.geometry().size() - offset);
    source.read(offset, ours.asSlice(0, length));
    pair.target().read(offset, theirs.asSlice(0, length));
    return ours.asSlice(0, length).mismatch(theirs.asSlice(0, length));
  }

  /// Where the mirror keeps what is equal.
  IntentLog log() {
    return journal.<IntentLog>map(kept -> kept).orElse(IntentLog.NONE);
  }

  /// The target is a durable copy: there is nothing to go on from any more.
  void done() {
    journal.ifPresent(kept -> {
      try {
        kept.remove();
      } catch (IOException e) {
        LOG.warn("a journal that is over could not be removed", e);
      }
    });
  }

  @Override
  public void close() {
    journal.ifPresent(Journal::close);
  }
}
