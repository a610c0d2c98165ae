package app.diptych.clone.job;

import static app.diptych.clone.Sentences.reason;
import static app.diptych.clone.Sentences.say;

import app.diptych.block.DeviceException;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.Endpoint;
import app.diptych.clone.Journaling;
import app.diptych.clone.Refusal;
import app.diptych.clone.RefusedException;
import app.diptych.clone.Verdict;
import app.diptych.clone.Warning;
import app.diptych.clone.check.FileSpace;
import app.diptych.clone.check.Findings;
import app.diptych.clone.pair.OpenPair;
import app.diptych.journal.BusyJournalException;
import app.diptych.journal.JournalFolder;
import app.diptych.journal.JournalPair;
import app.diptych.mirror.MirrorOptions;
import app.diptych.state.PrivateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What stands against a job for the sake of journals: its own, and those of jobs that are under
/// way. Changes nothing that is kept.
final class JournalCheck {
  private static final Logger LOG = LoggerFactory.getLogger(JournalCheck.class);

  private JournalCheck() {}

  /// What stands against a job, as it was found, and against keeping its journal or going on from
  /// it, and whether its source holds only a part of a clone that was broken off. Nothing is held
  /// or written: the job looks again.
  static Verdict checked(JournalWish wish, Findings findings) {
    Journaling way = wish.request().options().journaling();
    Verdict verdict = whole(wish, findings);
    if (!verdict.isClear()) {
      return verdict;
    }
    return (way.resumes() ? against(wish, findings) : way.folder().flatMap(JournalCheck::closed))
        .map(verdict::and)
        .orElse(verdict);
  }

  // Where a clone onto the source was broken off, it holds only a part: of the target, or of
  // another.
  private static Verdict whole(JournalWish wish, Findings findings) {
    Verdict verdict = findings.verdict();
    List<JournalPair> brokenOff = brokenOff(wish, findings);
    if (brokenOff.isEmpty()) {
      return verdict;
    }
    return reversed(brokenOff, findings)
        .map(verdict::and)
        .orElseGet(() -> verdict.and(new Warning.SourceCutShort(findings.source().name())));
  }

  private static List<JournalPair> brokenOff(JournalWish wish, Findings findings) {
    var journals = new Journals(wish.request().options().journaling().folder());
    return Traits.of(findings.source()).map(journals::onto).orElse(List.of());
  }

  private static Optional<Refusal> reversed(List<JournalPair> brokenOff, Findings findings) {
    return Traits.of(findings.target())
        .filter(target -> brokenOff.stream().anyMatch(pair -> pair.source().equals(target)))
        .map(_ -> new Refusal.Reversed(findings.source().name(), findings.target().name()));
  }

  /// Fails where the job would overwrite the whole with a part, could not go on from its journal,
  /// could not keep one where it has to, or is about to use what another one writes: before the
  /// target is written to for a moment, to find out whether it is the source.
  static void require(JournalWish wish, Findings findings, OpenPair pair) throws RefusedException {
    CloneRequest request = wish.request();
    Journaling way = request.options().journaling();
    Optional<Refusal> reversed = reversed(brokenOff(wish, findings), findings);
    if (reversed.isPresent()) {
      throw new RefusedException(reversed.get());
    }
    if (way.resumes()) {
      Optional<Refusal> refusal = against(wish, findings);
      if (refusal.isPresent()) {
        throw new RefusedException(refusal.get());
      }
      return;
    }
    try {
      JournalPair who = wish.pair(findings, pair);
      JournalFolder folder = JournalWish.folder(way);
      folder.checkFree(who);
      if (way.folder().isPresent()) {
        folder.checkRoom(who, MirrorOptions.DEFAULT.chunkSize());
      }
    } catch (BusyJournalException e) {
      throw new RefusedException(underWay(request, e), e);
    } catch (IOException e) {
      if (way.folder().isPresent()) {
        throw unwritable(way.folder().get(), e);
      }
      LOG.info("whether other jobs are under way is not known", e);
    } catch (DeviceException e) {
      // Whoever writes to it finds the same.
      LOG.info("who they are is not known", e);
    }
  }

  private static Optional<Refusal> against(JournalWish wish, Findings findings) {
    CloneRequest request = wish.request();
    try {
      Optional<JournalPair> who = wish.pair(findings);
      Optional<JournalFolder> folder = JournalWish.existing(request.options().journaling());
      boolean isThere = who.isPresent() && folder.isPresent() && folder.get().holds(who.get());
      return isThere ? Optional.empty() : Optional.of(refusal(request, say("journal.none")));
    } catch (BusyJournalException e) {
      return Optional.of(underWay(request, e));
    } catch (IOException e) {
      return Optional.of(refusal(request, reason(e)));
    }
  }

  // Whether it could be made, where it is not there, is seen by what it would lie in.
  private static Optional<Refusal> closed(Path folder) {
    try {
      Path there = folder.toAbsolutePath();
      if (Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
        there = PrivateFolder.named(there).path();
      }
      while (Files.notExists(there) && there.getParent() != null) {
        there = there.getParent();
      }
      Optional<String> objection =
          Files.isDirectory(there) && Files.isWritable(there)
              ? FileSpace.objection(there)
              : Optional.of(say("map.notWritable"));
      return objection.map(why -> new Refusal.JournalUnwritable(folder, why));
    } catch (IOException e) {
      return Optional.of(new Refusal.JournalUnwritable(folder, reason(e)));
    }
  }

  /// What is refused where it cannot go on.
  static Refusal refusal(CloneRequest request, String reason) {
    return new Refusal.NoJournal(request.source().toString(), request.target().toString(), reason);
  }

  /// What is refused where another job is under way.
  static Refusal underWay(CloneRequest request, BusyJournalException e) {
    Endpoint taken = e.isOfSource() ? request.source() : request.target();
    return new Refusal.UnderWay(taken.toString());
  }

  /// What is refused where there is no place for a journal that was asked for.
  static RefusedException unwritable(Path folder, IOException e) {
    return new RefusedException(new Refusal.JournalUnwritable(folder, reason(e)), e);
  }
}
