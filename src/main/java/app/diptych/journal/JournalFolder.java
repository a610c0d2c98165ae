package app.diptych.journal;

import app.diptych.state.PrivateFolder;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The journals of one user, each under a name that follows from its pair.
public final class JournalFolder {
  private static final Logger LOG = LoggerFactory.getLogger(JournalFolder.class);
  private static final String SUFFIX = ".journal";
  private static final int NAME_BYTES = 12;

  /// How many of broken-off jobs are kept: some megabytes, and more than anybody goes back to.
  public static final int MOST = 64;

  private final PrivateFolder folder;

  /// The journals in a folder.
  public JournalFolder(PrivateFolder folder) {
    this.folder = folder;
  }

  /// Does what takes its time only once in a process: who does it beforehand, on another thread,
  /// has the first journal sooner.
  public static void prepare() {
    var _ = Sum.of(new byte[0]);
    var _ = UUID.randomUUID();
  }

  /// A new journal of a pair. What was kept of the same target before is removed first, since that
  /// target is about to become something else.
  ///
  /// @param chunk bytes that its parts are a multiple of
  /// @throws BusyJournalException if the target is in another job, or the source is the target of
  ///   one
  public Journal create(JournalPair pair, long chunk) throws IOException {
    clear(pair);
    return Journal.create(folder, name(pair), pair, chunk);
  }

  /// Removes what was kept of the same target before, where no journal is to be kept of what it is
  /// about to become.
  ///
  /// @throws BusyJournalException as [#create]
  public void clear(JournalPair pair) throws IOException {
    for (JournalPair kept : ofSameTarget(pair)) {
      forget(kept);
    }
  }

  /// Fails where [#clear] would, and removes nothing.
  ///
  /// @throws BusyJournalException as [#create]
  public void checkFree(JournalPair pair) throws IOException {
    for (JournalPair kept : ofSameTarget(pair)) {
      if (isUnderWay(kept)) {
        throw new BusyJournalException(false);
      }
    }
  }

  /// Fails where there is no room for a new journal of a pair, or it may not be written.
  public void checkRoom(JournalPair pair, long chunk) throws IOException {
    folder.rehearse(Journal.content(pair, chunk));
  }

  private List<JournalPair> ofSameTarget(JournalPair pair) throws IOException {
    List<JournalPair> all = pairs();
    checkRoles(pair, all);
    return all.stream().filter(kept -> kept.target().equals(pair.target())).toList();
  }

  // What is read must not be in the making, and what is overwritten must not be read.
  private void checkRoles(JournalPair pair, List<JournalPair> all) throws IOException {
    for (JournalPair other : all) {
      boolean isMade = other.target().equals(pair.source());
      if ((isMade || other.source().equals(pair.target())) && isUnderWay(other)) {
        throw new BusyJournalException(isMade);
      }
    }
  }

  private boolean isUnderWay(JournalPair pair) throws IOException {
    try (Journal _ = Journal.look(folder, name(pair))) {
      return false;
    } catch (BusyJournalException _) {
      return true;
    } catch (JournalException | NoSuchFileException | EOFException e) {
      LOG.info("{} is let be: {}", name(pair), e.getMessage());
      return false;
    }
  }

  /// Of which clones there are journals, whether or not they are under way; not what cannot be
  /// read.
  public List<JournalPair> pairs() throws IOException {
    return pairs(_ -> {});
  }

  /// The same before a target is overwritten. What cannot be read is removed unread where that can
  /// be done, but for what is damaged for good: whoever makes it readable again would go on from
  /// it, whatever has become of its target.
  ///
  /// @param stuck is told of what can neither be read nor removed, and why not
  public List<JournalPair> pairsOrNothing(BiConsumer<Path, IOException> stuck) throws IOException {
    return pairs(name -> {
      try {
        LOG.warn("{} is removed unread", name);
        folder.delete(name);
      } catch (IOException e) {
        LOG.warn("{} cannot be removed either", name, e);
        stuck.accept(folder.path().resolve(name), e);
      }
    });
  }

  private List<JournalPair> pairs(Consumer<String> unreadable) throws IOException {
    List<JournalPair> all = new ArrayList<>();
    for (String name : names()) {
      try {
        all.add(Journal.pairOf(folder, name));
      } catch (ClosedByInterruptException e) {
        // That speaks of the thread, not of the file.
        throw e;
      } catch (JournalException | NoSuchFileException | EOFException e) {
        LOG.info("{} is let be: {}", name, e.getMessage());
      } catch (IOException e) {
        LOG.warn("{} cannot be read", name, e);
        unreadable.accept(name);
      }
    }
    return all;
  }

  // Fails where its job is under way; what is damaged goes.
  private void forget(String name) throws IOException {
    try (Journal journal = Journal.open(folder, name)) {
      journal.remove();
    } catch (BusyJournalException e) {
      throw e;
    } catch (JournalException | NoSuchFileException _) {
      folder.delete(name);
    }
  }

  /// The journal of a pair; empty where there is none.
  ///
  /// @throws JournalException if it cannot be used
  public Optional<Journal> open(JournalPair pair) throws IOException {
    checkRoles(pair, pairs());
    Journal journal;
    try {
      journal = Journal.open(folder, name(pair));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
    try {
      checkSame(journal, pair);
      return Optional.of(journal);
    } catch (JournalException e) {
      journal.close();
      throw e;
    }
  }

  /// Whether [#open] would find a journal at this moment; nobody is kept from it.
  ///
  /// @throws JournalException if it could not be used
  public boolean holds(JournalPair pair) throws IOException {
    checkRoles(pair, pairs());
    // One that may not be written to cannot go on.
    try (var _ = folder.open(name(pair), StandardOpenOption.WRITE);
        Journal journal = Journal.look(folder, name(pair))) {
      checkSame(journal, pair);
      return true;
    } catch (NoSuchFileException _) {
      return false;
    }
  }

  private static void checkSame(Journal journal, JournalPair pair) throws JournalException {
    if (!journal.pair().isOfSame(pair)) {
      throw new JournalException("it is of another pair");
    }
  }

  /// A job that was broken off.
  ///
  /// @param pair which
  /// @param equalBytes how much of it need not be copied again
  /// @param kept when that was written last
  public record BrokenOff(JournalPair pair, long equalBytes, Instant kept) {}

  /// What was broken off, the latest first; not what is under way, and what cannot be read.
  public List<BrokenOff> brokenOff() throws IOException {
    List<BrokenOff> all = new ArrayList<>();
    for (String name : names()) {
      try (Journal journal = Journal.look(folder, name)) {
        Instant kept = Files.getLastModifiedTime(folder.path().resolve(name)).toInstant();
        all.add(new BrokenOff(journal.pair(), journal.equalBytes(), kept));
      } catch (ClosedByInterruptException e) {
        throw e;
      } catch (IOException e) {
        LOG.info("{} is passed over: {}", name, e.getMessage());
      }
    }
    all.sort((a, b) -> b.pair().begun().compareTo(a.pair().begun()));
    return List.copyOf(all);
  }

  /// Removes those that were written to longest ago, where there are more than [#MOST]; not those
  /// that are under way. No age counts: a clock that was wrong once would cost them all.
  ///
  /// @return what cannot go on any more
  public List<BrokenOff> trim() throws IOException {
    folder.sweep();
    // To look into them takes a new job as long as all else it begins with.
    if (names().size() <= MOST) {
      return List.of();
    }
    List<BrokenOff> all = new ArrayList<>(brokenOff());
    all.sort((a, b) -> b.kept().compareTo(a.kept()));
    List<BrokenOff> gone = all.subList(Math.min(MOST, all.size()), all.size());
    for (BrokenOff job : gone) {
      forget(job.pair());
    }
    return List.copyOf(gone);
  }

  /// Where the journal of a pair is, if there is one.
  public Path path(JournalPair pair) {
    return folder.path().resolve(name(pair));
  }

  /// Removes the journal of a pair.
  public void forget(JournalPair pair) throws IOException {
    forget(name(pair));
  }

  private List<String> names() throws IOException {
    return folder.list().stream().filter(name -> name.endsWith(SUFFIX)).toList();
  }

  private static String name(JournalPair pair) {
    String who = pair.source() + '\0' + pair.target();
    byte[] sum = Sum.of(who.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(sum, 0, NAME_BYTES) + SUFFIX;
  }
}
