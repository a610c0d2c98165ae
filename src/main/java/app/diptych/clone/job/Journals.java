package app.diptych.clone.job;

import app.diptych.clone.CloneRequest;
import app.diptych.clone.Endpoint;
import app.diptych.clone.Journaling;
import app.diptych.clone.Refusal;
import app.diptych.clone.Sentences;
import app.diptych.clone.check.MapCheck;
import app.diptych.journal.JournalFolder;
import app.diptych.journal.JournalPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The jobs of this user that were broken off and can go on.
public final class Journals {
  private static final Logger LOG = LoggerFactory.getLogger(Journals.class);

  /// How many are kept.
  public static final int MOST = JournalFolder.MOST;

  private final Optional<Path> folder;

  /// Those in a folder; without one, in the user's own place for them.
  public Journals(Optional<Path> folder) {
    this.folder = folder;
  }

  /// A job that was broken off.
  public static final class BrokenOff {
    private final JournalWish wish;
    private final JournalFolder.BrokenOff kept;

    private BrokenOff(JournalWish wish, JournalFolder.BrokenOff kept) {
      this.wish = wish;
      this.kept = kept;
    }

    /// What goes on with it.
    public CloneRequest request() {
      return wish.request();
    }

    /// Whether the source was in use meanwhile.
    public boolean isLive() {
      return wish.isLive();
    }

    /// What the source is called, beside where it was then, if it is called anything.
    public Optional<String> sourceTitle() {
      return JournalWish.title(kept.pair().wish(), Refusal.Role.SOURCE);
    }

    /// The same of the target.
    public Optional<String> targetTitle() {
      return JournalWish.title(kept.pair().wish(), Refusal.Role.TARGET);
    }

    /// Whether its target is an image that is not where it was. Waits for the file system.
    public boolean isTargetGone() {
      return request().target() instanceof Endpoint.ImageFile image
          && Files.notExists(image.path());
    }

    /// When it was begun.
    public Instant begun() {
      return kept.pair().begun();
    }

    /// Bytes that need not be copied again.
    public long bytesDone() {
      return wish.map()
          .map(map -> MapCheck.finishedBytes(map, bytesTotal()))
          .orElse(kept.equalBytes());
    }

    /// Bytes of the source.
    public long bytesTotal() {
      return kept.pair().size();
    }

    private JournalPair pair() {
      return kept.pair();
    }
  }

  /// Them, the latest first; not those that are under way. None where they cannot be listed. Not
  /// for the JavaFX thread.
  public List<BrokenOff> brokenOff() {
    try {
      return list();
    } catch (IOException e) {
      LOG.warn("what was broken off cannot be listed", e);
      return List.of();
    }
  }

  /// The same, but for the end where they cannot be listed.
  public List<BrokenOff> list() throws IOException {
    List<BrokenOff> all = new ArrayList<>();
    Optional<JournalFolder> there = JournalWish.existing(new Journaling(folder, true));
    if (there.isEmpty()) {
      return List.of();
    }
    for (JournalFolder.BrokenOff kept : there.get().brokenOff()) {
      JournalWish.of(kept.pair().wish(), folder)
          .ifPresent(wish -> all.add(new BrokenOff(wish, kept)));
    }
    return List.copyOf(all);
  }

  /// The pairs whose clone onto this target was broken off.
  List<JournalPair> onto(String traits) {
    return brokenOff().stream()
        .map(BrokenOff::pair)
        .filter(pair -> pair.target().equals(traits))
        .toList();
  }

  /// Why they cannot be listed or forgotten, in words.
  public static String reason(IOException cause) {
    return Sentences.reason(cause);
  }

  /// Forgets one: it cannot go on any more.
  public void forget(BrokenOff job) throws IOException {
    JournalWish.folder(new Journaling(folder, true)).forget(job.pair());
  }
}
