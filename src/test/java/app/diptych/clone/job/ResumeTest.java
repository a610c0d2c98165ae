package app.diptych.clone.job;

import static app.diptych.clone.Results.refusals;
import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.Await;
import app.diptych.block.Content;
import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Comparison;
import app.diptych.clone.Images;
import app.diptych.clone.Journaling;
import app.diptych.clone.Phase;
import app.diptych.clone.Refusal;
import app.diptych.clone.Verdict;
import app.diptych.clone.Warning;
import app.diptych.clone.check.Preflight;
import app.diptych.disks.DiskInventory;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Clones that are broken off and go on.
@Timeout(240)
final class ResumeTest {
  private static final int SIZE = 64 << 20;

  private final Path folder;
  private final ImageJobs jobs;

  ResumeTest(@TempDir Path folder) {
    this.folder = folder;
    this.jobs = new ImageJobs(folder);
  }

  private Path journals() {
    return folder.resolve("journals");
  }

  private CloneRequest.Options options(boolean resumes) {
    return CloneRequest.Options.DEFAULT.with(new Journaling(Optional.of(journals()), resumes));
  }

  /// A clone at a modest rate, which is ended once some of it is durable.
  private void brokenOff(Path source, Path target) {
    brokenOff(source, target, options(false));
  }

  private void brokenOff(Path source, Path target, CloneRequest.Options options) {
    var job = jobs.job(source, target, options.withRate(24 << 20));
    Thread.ofPlatform()
        .start(() -> {
          Await.until("some is durable", () -> job.progress().bytesDone() >= 16 << 20);
          job.cancel();
        });
    assertThat(job.run()).isInstanceOf(CloneResult.Cancelled.class);
  }

  private void mark(Path target, long offset) throws IOException {
    try (var raw = new RandomAccessFile(target.toFile(), "rw")) {
      raw.seek(offset);
      raw.write(0x5a);
    }
  }

  private List<Refusal> against(Path source, Path target) {
    return check(source, target, true).refusals();
  }

  private Verdict check(Path source, Path target, boolean resumes) {
    return CloneJob.check(
        Images.request(source, target, options(resumes)),
        new Preflight(DiskInventory.of(List::of)));
  }

  @Test
  void theCheckSaysWhetherThereIsSomethingToGoOnFrom() throws IOException {
    Path source = jobs.image("a", 1, SIZE);
    Path target = folder.resolve("b");
    Path other = jobs.image("c", 3, SIZE);
    assertThat(against(source, target)).hasOnlyElementsOfType(Refusal.NoJournal.class);
    assertThat(refusal(jobs.job(source, other, options(true)).run()))
        .isInstanceOf(Refusal.NoJournal.class);
    assertThat(journals()).doesNotExist();
    Files.createDirectory(journals());
    assertThat(against(source, target)).hasOnlyElementsOfType(Refusal.NoJournal.class);

    brokenOff(source, target);

    assertThat(against(source, target)).isEmpty();
    assertThat(against(source, other)).hasOnlyElementsOfType(Refusal.NoJournal.class);
    assertThat(new Journals(Optional.of(journals())).brokenOff()).hasSize(1);
    assertThat(jobs.job(source, target, options(true)).run())
        .isInstanceOf(CloneResult.Completed.class);
    assertThat(against(source, target)).hasOnlyElementsOfType(Refusal.NoJournal.class);
  }

  @Test
  void aSourceThatHoldsOnlyAPartOfACloneIsKnown() throws Exception {
    Path source = jobs.image("a", 1, SIZE);
    Path target = jobs.image("b", 2, SIZE);
    Path other = jobs.image("c", 3, SIZE);
    assertThat(warnings(target, other)).isEmpty();

    brokenOff(source, target);

    assertThat(warnings(target, other))
        .containsExactly(new Warning.SourceCutShort(target.toString()));
    assertThat(warnings(source, target)).isEmpty();
    var kept = new Journals(Optional.of(journals()));
    kept.forget(kept.brokenOff().getFirst());
    assertThat(warnings(target, other)).isEmpty();
  }

  @Test
  void theWholeIsNotOverwrittenByAPartOfIt() throws Exception {
    Path whole = jobs.image("a", 1, SIZE);
    Path part = jobs.image("b", 2, SIZE);
    brokenOff(whole, part);
    byte[] content = Files.readAllBytes(whole);
    var reversed = new Refusal.Reversed(part.toString(), whole.toString());

    assertThat(check(part, whole, false).refusals()).containsExactly(reversed);
    assertThat(refusals(jobs.job(part, whole, options(false)).run())).containsExactly(reversed);
    var repair =
        new RepairJob(
            Images.request(part, whole, options(false)),
            DiskInventory.of(List::of),
            CloneListener.NONE);
    assertThat(refusals(repair.run())).containsExactly(reversed);

    assertThat(Files.readAllBytes(whole)).isEqualTo(content);
    assertThat(check(whole, part, true).refusals()).isEmpty();
  }

  private List<Warning> warnings(Path source, Path target) {
    return check(source, target, false).warnings().stream()
        .limit(1)
        .filter(Warning.SourceCutShort.class::isInstance)
        .toList();
  }

  @Test
  void itGoesOnWhereItWasBrokenOff() throws IOException {
    Path source = jobs.image("a", 1, SIZE);
    Path target = folder.resolve("b");
    brokenOff(source, target);
    Journals.BrokenOff kept = new Journals(Optional.of(journals())).brokenOff().getFirst();
    assertThat(kept.bytesDone()).isBetween(8L << 20, (long) SIZE - 1);
    assertThat(kept.request().source()).hasToString(source.toString());
    int before = jobs.listener().percents(Phase.COPYING).size();

    CloneJob job = jobs.job(source, target, options(true));

    assertThat(job.run()).isInstanceOf(CloneResult.Completed.class);
    assertThat(target).satisfies(Content.of(source));
    assertThat(job.report().orElseThrow().faults().warnings())
        .singleElement()
        .asString()
        .contains("What of it equals the source stays");
    assertThat(jobs.listener().percents(Phase.COPYING).get(before)).isGreaterThanOrEqualTo(12);
    assertThat(new Journals(Optional.of(journals())).brokenOff()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"BOTH, false", "BOTH, true", "HASH, false"})
  void howItIsVerifiedIsKept(Comparison.Way way, boolean hashes) throws IOException {
    var comparison = new Comparison(way, hashes);
    Path source = jobs.image("a", 1, SIZE);
    brokenOff(source, folder.resolve("b"), options(false).with(comparison, true));

    var kept = new Journals(Optional.of(journals())).list().getFirst().request().options();

    assertThat(kept.comparison()).isEqualTo(comparison);
    assertThat(kept.verify()).isTrue();
  }

  @Test
  void aJournalOfBeforeThatIsReadAsWell() {
    var words = Map.of("source", "a", "target", "b", "verify", "true");

    var options = JournalWish.of(words, Optional.empty()).orElseThrow().request().options();

    assertThat(options.comparison()).isEqualTo(Comparison.DEFAULT);
    assertThat(options.verify()).isTrue();
  }

  @Test
  void aTargetInTheMakingBeginsWithNothing() throws IOException {
    Path source = jobs.image("a", 1, SIZE);
    Path target = jobs.image("b", 2, SIZE);
    brokenOff(source, target);

    byte[] head = new byte[1 << 20];
    try (var raw = new RandomAccessFile(target.toFile(), "r")) {
      raw.readFully(head);
    }
    assertThat(head).containsOnly(0);
  }

  @Test
  void withoutAJournalItIsRefusedAndNothingIsWritten() throws IOException {
    Path source = jobs.image("a", 1, SIZE);
    Path target = jobs.image("b", 2, SIZE);
    Path before = Files.copy(target, folder.resolve("c"), StandardCopyOption.REPLACE_EXISTING);

    assertThat(refusal(jobs.job(source, target, options(true)).run()))
        .isEqualTo(
            new Refusal.NoJournal(
                source.toString(),
                target.toString(),
                "there is no journal of this source and this target"));
    assertThat(target).satisfies(Content.of(before));
  }

  /// Where both end alike, sameness is found out by writing, and putting back.
  @Test
  void whatIsRefusedForItsJournalIsNotWrittenToForAMomentEither() throws IOException {
    Path source = jobs.image("a", 1, SIZE);
    Path target = jobs.image("b", 1, SIZE);
    FileTime old = FileTime.from(Instant.EPOCH);
    Files.setLastModifiedTime(target, old);

    assertThat(refusal(jobs.job(source, target, options(true)).run()))
        .isInstanceOf(Refusal.NoJournal.class);
    assertThat(Files.getLastModifiedTime(target)).isEqualTo(old);
    Files.createFile(journals());
    assertThat(refusal(jobs.job(source, target, options(false)).run()))
        .isInstanceOf(Refusal.JournalUnwritable.class);
    assertThat(Files.getLastModifiedTime(target)).isEqualTo(old);
  }

  @Test
  void aFileInThePlaceOfTheFolderIsRefused() throws IOException {
    Path source = jobs.image("a", 1, 512);
    Path target = jobs.image("b", 2, 512);
    Files.createFile(journals());

    assertThat(refusal(jobs.job(source, target, options(false)).run()))
        .isInstanceOf(Refusal.JournalUnwritable.class);
    assertThat(refusal(jobs.job(source, target, options(true)).run()))
        .isInstanceOf(Refusal.NoJournal.class);
  }

  @Test
  void whatWasWrittenToEitherSideSinceIsCopiedAgain() throws IOException {
    Path source = jobs.image("a", 1, SIZE);
    Path target = folder.resolve("b");
    brokenOff(source, target);
    mark(target, (8 << 20) + 700_000);
    mark(source, (4 << 20) + 700_000);

    assertThat(jobs.job(source, target, options(true)).run())
        .isInstanceOf(CloneResult.Completed.class);
    assertThat(target).satisfies(Content.of(source));
  }

  @Test
  void whereTheJournalIsGoneNobodyIsToldToGoOn() throws IOException {
    Path source = jobs.image("a", 1, SIZE);
    var job = jobs.job(source, folder.resolve("b"), options(false).withRate(24 << 20));
    Thread.ofPlatform()
        .start(() -> {
          Await.until("some is durable", () -> job.progress().bytesDone() >= 16 << 20);
          removeJournals();
          job.cancel();
        });

    assertThat(job.run()).isInstanceOf(CloneResult.Cancelled.class);
    assertThat(job.report().orElseThrow().message())
        .endsWith("b is incomplete.")
        .doesNotContain("--resume");
  }

  private void removeJournals() {
    try (Stream<Path> all = Files.list(journals())) {
      for (Path journal : all.toList()) {
        Files.delete(journal);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void anotherTargetOfTheSameNameIsAnotherPair() throws IOException {
    Path source = jobs.image("a", 1, SIZE);
    Path target = folder.resolve("b");
    brokenOff(source, target);
    Files.move(target, folder.resolve("old"));
    jobs.image("b", 3, SIZE);

    assertThat(refusal(jobs.job(source, target, options(true)).run()))
        .isInstanceOf(Refusal.NoJournal.class);
  }

  @Test
  void aFolderThatTakesNoJournalIsRefused() throws IOException {
    Path source = jobs.image("a", 1, SIZE);
    Files.createFile(journals());

    assertThat(refusal(jobs.job(source, folder.resolve("b"), options(false)).run()))
        .isInstanceOf(Refusal.JournalUnwritable.class);
    assertThat(folder.resolve("b")).doesNotExist();
  }

  private static Refusal refusal(CloneResult result) {
    assertThat(result).isInstanceOf(CloneResult.Refused.class);
    return ((CloneResult.Refused) result).refusals().getFirst();
  }
}
