package app.diptych.clone.job;

import app.diptych.clone.CloneRequest;
import app.diptych.clone.Endpoint;
import app.diptych.clone.Journaling;
import app.diptych.clone.check.Findings;
import app.diptych.clone.check.Reach;
import app.diptych.clone.check.Subject;
import app.diptych.clone.pair.OpenPair;
import app.diptych.journal.BusyJournalException;
import app.diptych.journal.JournalFolder;
import app.diptych.journal.JournalPair;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What was kept of other jobs, and is not true any more once this one writes to its target,
/// whatever name that had for them.
///
/// What goes on without a map has all compared that it calls equal, and may stay. Of a map some
/// places are, so none must be gone on from that tells of what somebody has overwritten.
final class Overtaken {
  private static final Logger LOG = LoggerFactory.getLogger(Overtaken.class);

  private Overtaken() {}

  // What would go on from a map.
  private record Mapped(JournalPair pair, CloneRequest request) {}

  /// Forgets it. Where it cannot be looked at, it cannot be gone on from either.
  ///
  /// @param who this job's pair
  /// @throws BusyJournalException if one of them is under way
  static void forget(JournalPair who, Findings findings, OpenPair pair)
      throws BusyJournalException {
    try {
      JournalFolder folder = JournalWish.folder(Journaling.DEFAULT);
      List<Mapped> others =
          folder.pairsOrNothing().stream()
              .filter(kept -> !kept.isOfSame(who))
              .flatMap(kept -> mapped(kept).stream())
              .toList();
      if (!others.isEmpty()) {
        forget(others, folder, findings.target(), pair.reach(findings.target()));
      }
    } catch (BusyJournalException e) {
      throw e;
    } catch (IOException e) {
      LOG.warn("what is kept of the same target could not be forgotten", e);
    }
  }

  private static Optional<Mapped> mapped(JournalPair kept) {
    return JournalWish.of(kept.wish(), Optional.empty())
        .filter(wish -> wish.map().isPresent())
        .map(wish -> new Mapped(kept, wish.request()));
  }

  private static void forget(
      List<Mapped> others, JournalFolder folder, Subject target, Reach written) throws IOException {
    for (Mapped other : others) {
      CloneRequest request = other.request;
      if (is(target, written, request.target(), other.pair.target())
          || is(target, written, request.source(), other.pair.source())) {
        LOG.info("{} onto {} does not go on from its map", request.source(), request.target());
        folder.forget(other.pair);
      }
    }
  }

  private static boolean is(Subject target, Reach written, Endpoint kept, String traits) {
    return written.includes(kept, place -> Traits.of(place).equals(traits))
        || (target.endpoint() instanceof Endpoint.Local local
            && Traits.areOver(local.path(), traits));
  }
}
