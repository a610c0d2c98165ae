package app.diptych.clone.job;

import app.diptych.block.DeviceException;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.Comparison;
import app.diptych.clone.Endpoint;
import app.diptych.clone.Fit;
import app.diptych.clone.Journaling;
import app.diptych.clone.Refusal;
import app.diptych.clone.Skipping;
import app.diptych.clone.check.Findings;
import app.diptych.clone.check.Mark;
import app.diptych.clone.check.Place;
import app.diptych.clone.check.Subject;
import app.diptych.clone.pair.OpenPair;
import app.diptych.journal.JournalFolder;
import app.diptych.journal.JournalPair;
import app.diptych.state.Folders;
import app.diptych.state.PrivateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a job was asked for, as a journal keeps it, so that it can be asked for again.
///
/// @param request what is cloned onto what
/// @param isLive whether the source stays in use meanwhile
record JournalWish(CloneRequest request, boolean isLive) {
  private static final Logger LOG = LoggerFactory.getLogger(JournalWish.class);
  private static final String SOURCE = "source";
  private static final String TARGET = "target";
  private static final String FIT = "fit";
  private static final String VERIFY = "verify";
  private static final String VERIFY_BY = "verify-by";
  private static final String SHA256 = "sha256";
  private static final String RATE = "rate";
  private static final String LIVE = "live";
  private static final String RETRIES = "retries";
  private static final String MAP = "map";
  private static final String TITLE = " title";

  /// Where journals are kept.
  static JournalFolder folder(Journaling way) throws IOException {
    return new JournalFolder(
        way.folder().isPresent()
            ? PrivateFolder.named(way.folder().get())
            : Folders.ofThisUser().state().folder("journals"));
  }

  /// The same where nothing is to be kept; empty where a folder was named that is not there.
  static Optional<JournalFolder> existing(Journaling way) throws IOException {
    boolean isMissing =
        way.folder().filter(path -> Files.notExists(path, LinkOption.NOFOLLOW_LINKS)).isPresent();
    return isMissing ? Optional.empty() : Optional.of(folder(way));
  }

  /// The map that it goes on from, if there is one.
  Optional<Path> map() {
    return request.options().map();
  }

  /// The maps that this user's jobs go on from, or may go on from.
  static Set<Path> maps() {
    try {
      return folder(Journaling.DEFAULT).pairs().stream()
          .flatMap(kept -> of(kept.wish(), Optional.empty()).stream())
          .flatMap(wish -> wish.map().stream())
          .collect(Collectors.toSet());
    } catch (IOException e) {
      LOG.warn("which maps are needed is not known", e);
      return Set.of();
    }
  }

  /// The pair that is open.
  JournalPair pair(Findings findings, OpenPair pair) throws DeviceException {
    return pair(findings, pair.sourceMark(), pair.targetMark(), pair.source().geometry().size());
  }

  /// The pair as it was found; empty where one of the two is not there.
  Optional<JournalPair> pair(Findings findings) {
    return findings
        .source()
        .measure()
        .flatMap(source ->
            findings
                .target()
                .measure()
                .map(target ->
                    pair(findings, source.mark(), target.mark(), source.geometry().size())));
  }

  private JournalPair pair(Findings findings, Mark source, Mark target, long size) {
    return new JournalPair(
        Traits.of(findings.source(), source),
        Traits.of(findings.target(), target),
        size,
        Clock.systemUTC().instant(),
        words(findings));
  }

  private Map<String, String> words(Findings findings) {
    Map<String, String> words = new HashMap<>();
    Stream.of(findings.source(), findings.target()).forEach(side -> putTitle(words, side));
    words.put(SOURCE, text(request.source()));
    words.put(TARGET, text(request.target()));
    words.put(FIT, request.options().fit().name());
    words.put(VERIFY, Boolean.toString(request.options().verify()));
    words.put(VERIFY_BY, request.options().comparison().way().name());
    words.put(SHA256, Boolean.toString(request.options().comparison().hashes()));
    words.put(RATE, Long.toString(request.options().rate()));
    words.put(LIVE, Boolean.toString(isLive));
    request
        .options()
        .skipping()
        .ifPresent(way -> {
          words.put(RETRIES, Integer.toString(way.retries()));
          way.map().ifPresent(map -> words.put(MAP, map.toString()));
        });
    return words;
  }

  // For people, who do not know which disk was /dev/sdb the last time; nothing goes by it.
  private static void putTitle(Map<String, String> words, Subject side) {
    side.place()
        .map(Place::disk)
        .filter(disk -> !disk.title().equals(disk.path()))
        .ifPresent(disk -> words.put(side.role() + TITLE, disk.title()));
  }

  /// What a disk of a wish was called, if it was called anything.
  static Optional<String> title(Map<String, String> words, Refusal.Role role) {
    return Optional.ofNullable(words.get(role + TITLE));
  }

  // The working folder may be another one the next time.
  private static String text(Endpoint endpoint) {
    return switch (endpoint) {
      case Endpoint.Local local -> local.path().toAbsolutePath().normalize().toString();
      case Endpoint.Export export -> export.toString();
    };
  }

  // A journal of before these were kept has neither.
  private static Comparison comparison(Map<String, String> words) {
    return new Comparison(
        Comparison.Way.valueOf(words.getOrDefault(VERIFY_BY, Comparison.DEFAULT.way().name())),
        Boolean.parseBoolean(words.get(SHA256)));
  }

  private static Optional<Skipping> skipping(Map<String, String> words) {
    return Optional.ofNullable(words.get(RETRIES))
        .map(retries ->
            new Skipping(
                Integer.parseInt(retries), Optional.ofNullable(words.get(MAP)).map(Path::of)));
  }

  /// Whether what is kept goes on from a map, which is told sooner than all of it.
  static boolean hasMap(Map<String, String> words) {
    return words.containsKey(MAP);
  }

  /// The wish that is kept in a journal of this folder, to go on; empty where it makes no sense.
  static Optional<JournalWish> of(Map<String, String> words, Optional<Path> folder) {
    try {
      var plain =
          new CloneRequest.Options(
                  Fit.valueOf(words.getOrDefault(FIT, Fit.EXACT.name())),
                  false,
                  false,
                  Optional.empty())
              .with(comparison(words), Boolean.parseBoolean(words.get(VERIFY)))
              .withRate(Long.parseLong(words.getOrDefault(RATE, "0")))
              .with(new Journaling(folder, true));
      var options = skipping(words).map(plain::with).orElse(plain);
      Endpoint source = Endpoint.parse(words.getOrDefault(SOURCE, ""));
      Endpoint target = Endpoint.parse(words.getOrDefault(TARGET, ""));
      return Optional.of(
          new JournalWish(
              new CloneRequest(source, target, options), Boolean.parseBoolean(words.get(LIVE))));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
