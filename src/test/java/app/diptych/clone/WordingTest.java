package app.diptych.clone;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.Region;
import app.diptych.clone.Refusal.Role;
import app.diptych.disks.Use;
import app.diptych.report.JobReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The sentences, and that each of them is there and used.
final class WordingTest {
  private static final ResourceBundle BUNDLE =
      ResourceBundle.getBundle("app.diptych.clone.wording");
  private static final Path SDA = Path.of("/dev/sda");
  private static final Path SDB = Path.of("/dev/sdb");
  private static final List<Use> USES =
      Stream.<Use>concat(
              Stream.of(
                  new Use.Mount("/dev/sdb1", Path.of("/mnt"), false),
                  new Use.Mount("/dev/sdb2", Path.of("/quiet"), true),
                  new Use.Swap("/dev/sdb3")),
              Arrays.stream(Use.HolderKind.values())
                  .map(kind -> new Use.Held("/dev/sdb4", kind, "/dev/dm-0 (x)")))
          .toList();
  private static final CloneRequest REQUEST =
      new CloneRequest(
          new Endpoint.DiskPath(SDA), new Endpoint.DiskPath(SDB), CloneRequest.Options.DEFAULT);

  private static final Set<Phase> INCOMPLETE =
      Set.of(Phase.COPYING, Phase.FLUSHING, Phase.VERIFYING);

  private static final List<Refusal> REFUSALS =
      Stream.<Refusal>concat(
              Arrays.stream(Refusal.Hindrance.values())
                  .map(hindrance ->
                      new Refusal.NotLent(Role.SOURCE, SDA.toString(), hindrance, "why")),
              Stream.of(
                  new Refusal.NoSuchPath(Role.SOURCE, SDA),
                  new Refusal.NoSuchPath(Role.TARGET, SDB),
                  new Refusal.NothingToCompare(SDB),
                  new Refusal.NotADevice(Role.TARGET, SDA, "a directory"),
                  new Refusal.Empty(Role.SOURCE, SDA.toString()),
                  new Refusal.NotAccessible(
                      Role.TARGET, SDB.toString(), "EACCES (Permission denied)", true),
                  new Refusal.NotAccessible(
                      Role.TARGET, SDB.toString(), "EIO (Input/output error)", false),
                  new Refusal.NoSuchPath(Role.DEVICE, SDA),
                  new Refusal.NotServed(
                      Role.SOURCE, "nbd://host", "why", Refusal.Obstacle.UNREACHABLE),
                  new Refusal.NotServed(Role.TARGET, "nbd://host", "why", Refusal.Obstacle.DENIED),
                  new Refusal.NotServed(Role.DEVICE, "nbds://host", "why", Refusal.Obstacle.DENIED),
                  new Refusal.NotServed(
                      Role.SOURCE, "nbd://host", "why", Refusal.Obstacle.FORBIDDEN),
                  new Refusal.NotServed(Role.DEVICE, "nbd://host", "why", Refusal.Obstacle.OTHER),
                  new Refusal.OfferedInUse(Role.SOURCE, "/dev/sda", USES),
                  new Refusal.OfferedInUse(Role.DEVICE, "/dev/sda", List.of()),
                  new Refusal.ReadOnlyOffered(Role.DEVICE, "/dev/sda"),
                  new Refusal.NoExport("nbd://host", "why"),
                  new Refusal.RawDisksUnsupported(Role.SOURCE, SDA),
                  new Refusal.SameDevice(SDA.toString(), SDB.toString(), "why"),
                  new Refusal.Lengths(1000, 5000, true),
                  new Refusal.Lengths(1000, 5000, false),
                  new Refusal.Lengths(5000, 1000, false),
                  new Refusal.SectorSizes(520, 512),
                  new Refusal.ReadOnlyTarget(SDB.toString()),
                  new Refusal.TargetInUse(SDB, USES),
                  new Refusal.TargetInUse(SDB, USES.subList(0, 2)),
                  new Refusal.NotUnmounted(
                      new Use.Mount("/dev/sdb1", Path.of("/mnt"), false), "why"),
                  new Refusal.TargetInUse(SDB, List.of()),
                  new Refusal.SourceInUse(SDA, USES),
                  new Refusal.SystemDisk(SDB, "sdb"),
                  new Refusal.NoRoom(SDB, 2000, 1000),
                  new Refusal.SkippingLive("/dev/sda"),
                  new Refusal.MapUnusable(SDA, "why"),
                  new Refusal.ReportUnusable(SDA, "why"),
                  new Refusal.NoJournal(SDA.toString(), SDB.toString(), "why"),
                  new Refusal.JournalUnwritable(SDA, "why"),
                  new Refusal.Reversed(SDB.toString(), SDA.toString()),
                  new Refusal.UnderWay(SDB.toString()),
                  new Refusal.IdentityChanged(Role.TARGET, SDB.toString(), "why")))
          .toList();

  private static final List<Warning> WARNINGS =
      List.of(
          new Warning.SourceInUse(SDA, USES),
          new Warning.SectorSizesDiffer(512, 4096),
          new Warning.TargetLarger(1000),
          new Warning.TargetHasData(SDB.toString(), List.of("sdb1 ext4", "sdb2")),
          new Warning.TargetHasData(
              SDB.toString(), List.of("sdb1 ext4", "sdb2"), Warning.Loss.UNEQUAL),
          new Warning.TargetHasData(SDB.toString(), List.of("sdb1 ext4"), Warning.Loss.UNREAD),
          new Warning.OfferedInUse("/dev/sda", USES),
          new Warning.SamenessUnknown("nbd://host", "/dev/sda"),
          new Warning.GoesOnFromMap(SDA, 1000, 512, 0),
          new Warning.MapUnseen(SDA, 3, 64),
          new Warning.MapUnwritten(SDA, "no"),
          new Warning.JournalStuck(SDA, "no"),
          new Warning.PartitionsStale("/dev/sda"),
          new Warning.SourceCutShort("/dev/sda"),
          new Warning.FlushUnknown("nbd://host"),
          new Warning.LogUnkept("no"),
          new Warning.SystemDisk(SDB));

  private static final JobReport.Places REPAIRED =
      JobReport.Places.of(List.of(new Region(512, 512)));

  private static final List<CloneResult> RESULTS =
      Stream.<CloneResult>concat(
              Stream.of(
                  new CloneResult.Completed(64_000_000_000L, Duration.ofSeconds(3725), false),
                  new CloneResult.Completed(64_000_000_000L, Duration.ofSeconds(61), true),
                  new CloneResult.Completed(64_000, Duration.ofMillis(1250), true),
                  new CloneResult.Cancelled(0, 0),
                  new CloneResult.Cancelled(1, 2),
                  new CloneResult.Cancelled(2, 2),
                  new CloneResult.Refused(REFUSALS),
                  new CloneResult.Skipped(
                      4096, Duration.ofMillis(1250), true, List.of(new Region(512, 512))),
                  new CloneResult.Skipped(
                      4096, Duration.ofMillis(1250), false, List.of(new Region(512, 512))),
                  new CloneResult.Mismatch(List.of(new Region(512, 512)), 512)),
              Arrays.stream(Phase.values()).map(p -> new CloneResult.Failed(p, "source: why")))
          .toList();

  private static List<String> sentences() {
    List<String> all = new ArrayList<>();
    REFUSALS.forEach(refusal -> all.add(Wording.of(refusal)));
    WARNINGS.forEach(warning -> all.add(Wording.of(warning)));
    RESULTS.forEach(result -> all.add(Endings.of(result, REQUEST)));
    Stream.of(RESULTS.getFirst(), RESULTS.get(4), RESULTS.getLast())
        .forEach(result -> all.add(Endings.compared(result, REQUEST)));
    all.add(
        Endings.of(
            new CloneResult.Failed(Phase.COPYING, "source: why", CloneResult.Cure.SKIPPING),
            REQUEST));
    Stream.of(
            RESULTS.getFirst(),
            RESULTS.get(4),
            new CloneResult.Mismatch(List.of(new Region(512, 512)), 512),
            RESULTS.getLast())
        .forEach(result -> all.add(Endings.repaired(result, REQUEST, REPAIRED)));
    all.add(Endings.mirrored(RESULTS.getFirst(), REQUEST, REPAIRED, true));
    all.add(Endings.differing(REPAIRED));
    all.add(Sentences.say("verified.differs", 512, 1, 512));
    all.add(Endings.repairing());
    USES.forEach(use -> all.add(Wording.of(use)));
    all.add(Wording.of(new Unmounting(List.of(new Use.Mount("/dev/sdc1", Path.of("/a"), false)))));
    return all;
  }

  private static List<String> kinds(Class<?> sealed) {
    return Arrays.stream(Objects.requireNonNull(sealed.getPermittedSubclasses()))
        .map(Class::getSimpleName)
        .toList();
  }

  @Test
  void unmountingIsAWayOnlyWhereSomethingIsMounted() {
    Use mounted = new Use.Mount("/dev/sdb1", Path.of("/mnt"), false);

    assertThat(Wording.of(new Refusal.TargetInUse(SDB, List.of(mounted)))).contains("--unmount");
    assertThat(Wording.of(new Refusal.TargetInUse(SDB, List.of()))).doesNotContain("--unmount");
  }

  @Test
  void everyRecordHasASentenceOfItsOwn() {
    assertThat(REFUSALS.stream().map(r -> r.getClass().getSimpleName()))
        .containsAll(kinds(Refusal.class));
    assertThat(WARNINGS.stream().map(w -> w.getClass().getSimpleName()))
        .containsAll(kinds(Warning.class));
    assertThat(RESULTS.stream().map(r -> r.getClass().getSimpleName()))
        .containsAll(kinds(CloneResult.class));
    assertThat(sentences()).doesNotHaveDuplicates();
  }

  @Test
  void noSentenceIsUnused() {
    // Made by the checks, and named by their tests.
    Pattern elsewhere =
        Pattern.compile(
            "(same|identity|found|contents|access|failure|map|journal|stall|report|unmounting)\\..*");
    List<String> sentences = sentences();

    for (String key : BUNDLE.keySet()) {
      if (!elsewhere.matcher(key).matches()) {
        assertThat(sentences).as(key).anyMatch(pattern(key).asPredicate());
      }
    }
  }

  /// What a sentence of this key looks like, wherever it stands in a longer one.
  private static Pattern pattern(String key) {
    return Pattern.compile(
        Arrays.stream(BUNDLE.getString(key).replace("''", "'").split("\\{\\d}", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*")));
  }

  @Test
  void eachIsOneLineAndComplete() {
    assertThat(sentences())
        .allSatisfy(sentence ->
            assertThat(sentence).doesNotContain("\n", "{", "}", "''", "null", "Optional"));
  }

  @Test
  void whereThereAreNoOptionsNobodyIsToldToTypeOne() {
    assertThat(REFUSALS)
        .allSatisfy(refusal -> assertThat(Wording.plain(refusal)).doesNotContain("--", "diptych "));
    assertThat(RESULTS)
        .allSatisfy(
            result -> assertThat(Endings.ended(result, REQUEST)).doesNotContain("--", "diptych "));
  }

  @Test
  void aNameWithALineBreakStaysOnTheLine() {
    assertThat(Wording.of(new Refusal.ReadOnlyTarget("/dev/a\nb")))
        .startsWith("Target /dev/a?b is read-only");
  }

  @Test
  void adviceFitsWhetherAnAddressIsEncrypted() {
    var plain = new Refusal.NotServed(Role.SOURCE, "nbd://host", "why", Refusal.Obstacle.DENIED);
    var tls = new Refusal.NotServed(Role.SOURCE, "nbds://host", "why", Refusal.Obstacle.DENIED);

    assertThat(Wording.of(plain)).contains("Use an nbds address");
    assertThat(Wording.of(tls)).contains("See to the certificates").doesNotContain("nbds address");
  }

  @Test
  void whomAServerDoesNotWishForNeedsNoCertificates() {
    for (String uri : List.of("nbd://host", "nbds://host")) {
      var full = new Refusal.NotServed(Role.SOURCE, uri, "full", Refusal.Obstacle.FORBIDDEN);

      assertThat(Wording.of(full))
          .startsWith("Source " + uri + " may not be used: full. Ask")
          .doesNotContain("nbds address", "ertificates");
    }
  }

  @Test
  void lengthsNameTheExactDifferenceAndTheWayOut() {
    assertThat(Wording.of(new Refusal.Lengths(1000, 5000, true)))
        .contains("4000 bytes")
        .contains("--fit=start");
    assertThat(Wording.of(new Refusal.Lengths(5000, 1000, false)))
        .contains("4000 bytes")
        .contains("smaller")
        .doesNotContain("--fit");
  }

  @Test
  void anIncompleteTargetIsNamed() {
    assertThat(
            RESULTS.stream()
                .filter(result ->
                    result instanceof CloneResult.Failed(Phase phase, _, _)
                        && INCOMPLETE.contains(phase))
                .map(result -> Endings.of(result, REQUEST)))
        .hasSize(3)
        .allMatch(text -> text.contains("/dev/sdb") && text.contains("incomplete"));
    assertThat(Endings.of(new CloneResult.Cancelled(1, 2), REQUEST))
        .contains("target /dev/sdb is incomplete");
  }

  @Test
  void theTimeIsToldAsPeopleDo() {
    assertThat(RESULTS.stream().limit(3).map(result -> Endings.of(result, REQUEST)))
        .satisfiesExactly(
            text -> assertThat(text).contains("1 h 2 min"),
            text -> assertThat(text).contains("1 min 1 s"),
            text -> assertThat(text).contains("1.3 s"));
  }
}
