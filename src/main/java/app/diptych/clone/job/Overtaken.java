package app.diptych.clone.job;

import app.diptych.clone.CloneRequest;
import app.diptych.clone.Endpoint;
import app.diptych.clone.Journaling;
import app.diptych.clone.Refusal;
import app.diptych.clone.RefusedException;
import app.diptych.clone.Sentences;
import app.diptych.clone.Warning;
import app.diptych.clone.check.Findings;
import app.diptych.clone.check.Reach;
import app.diptych.clone.check.Subject;
import app.diptych.clone.control.Board;
import app.diptych.clone.pair.OpenPair;
import app.diptych.journal.BusyJournalException;
import app.diptych.journal.JournalFolder;
import app.diptych.journal.JournalPair;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What was kept of other jobs, and is not true any more once this one, or a client of it, writes
/// to a device, whatever name that had for them.
///
/// What goes on without a map has all compared that it calls equal, and may stay. Of a map some
/// places are, so none must be gone on from that tells of what somebody has overwritten.
final class Overtaken {
  private static final Logger LOG = LoggerFactory.getLogger(Overtaken.class);

  private Overtaken() {}

  // What would go on from a map.
  private record Mapped(JournalPair pair, CloneRequest request) {
    // Whether one of its two is, by writing to a device.
    boolean isChanged(Subject device, Reach written) {
      return is(device, written, request.target(), pair.target())
          || is(device, written, request.source(), pair.source());
    }
  }

  /// Forgets it before a job writes to its target.
  ///
  /// @param who this job's pair
  /// @throws BusyJournalException if one of them is under way
  static void by(JournalPair who, Findings findings, OpenPair pair, Board board)
      throws BusyJournalException {
    forget(
        kept -> !kept.isOfSame(who),
        findings.target(),
        () -> pair.reach(findings.target()),
        (journal, why) -> board.warned(new Warning.JournalStuck(journal, Sentences.reason(why))));
  }

  /// Forgets it before clients may write to a device.
  ///
  /// @param reach what they change by that
  /// @throws RefusedException if one of them is under way
  static void byClients(Subject device, Supplier<Reach> reach) throws RefusedException {
    try {
      forget(_ -> true, device, reach, (_, _) -> {});
    } catch (BusyJournalException e) {
      throw new RefusedException(new Refusal.UnderWay(device.name()), e);
    }
  }

  // Where it cannot be looked at, it cannot be gone on from either.
  private static void forget(
      Predicate<JournalPair> others,
      Subject written,
      Supplier<Reach> reach,
      BiConsumer<Path, IOException> stuck)
      throws BusyJournalException {
    try {
      JournalFolder folder = JournalWish.folder(Journaling.DEFAULT);
      List<Mapped> mapped =
          folder.pairsOrNothing(stuck).stream()
              .filter(others)
              .flatMap(kept -> mapped(kept).stream())
              .toList();
      if (!mapped.isEmpty()) {
        Reach reached = reach.get();
        for (Mapped other : mapped) {
          if (other.isChanged(written, reached)) {
            forget(other, folder, stuck);
          }
        }
      }
    } catch (BusyJournalException e) {
      throw e;
    } catch (IOException e) {
      LOG.warn("what is kept of the same device is not known", e);
    }
  }

  private static Optional<Mapped> mapped(JournalPair kept) {
    return JournalWish.hasMap(kept.wish())
        ? JournalWish.of(kept.wish(), Optional.empty())
            .map(wish -> new Mapped(kept, wish.request()))
        : Optional.empty();
  }

  private static void forget(
      Mapped other, JournalFolder folder, BiConsumer<Path, IOException> stuck)
      throws BusyJournalException {
    CloneRequest request = other.request;
    LOG.info("{} onto {} does not go on from its map", request.source(), request.target());
    try {
      folder.forget(other.pair);
    } catch (BusyJournalException e) {
      throw e;
    } catch (IOException e) {
      LOG.warn("it cannot be kept from going on", e);
      stuck.accept(folder.path(other.pair), e);
    }
  }

  private static boolean is(Subject device, Reach written, Endpoint kept, String traits) {
    return written.includes(kept, place -> Traits.of(place).equals(traits))
        || (device.endpoint() instanceof Endpoint.Local local
            && Traits.areOver(local.path(), traits));
  }
}
