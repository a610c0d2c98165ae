package app.diptych.clone.job;

import static app.diptych.clone.Results.failed;
import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.Content;
import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Images;
import app.diptych.clone.Phase;
import app.diptych.clone.Skipping;
import app.diptych.disks.DiskInventory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Images that are not where they were when their job is done.
@Timeout(120)
final class StrayTest {
  private static final int SIZE = ImageJobs.SIZE;

  private final Path folder;
  private final ImageJobs jobs;

  StrayTest(@TempDir Path folder) {
    this.folder = folder;
    this.jobs = new ImageJobs(folder);
  }

  enum Fate {
    REMOVED,
    RENAMED,
    REPLACED,
    SHORTENED,
    HALVED,
    LENGTHENED;

    void befall(Path file) throws IOException {
      switch (this) {
        case REMOVED -> Files.delete(file);
        case RENAMED -> Files.move(file, file.resolveSibling("elsewhere"));
        case REPLACED -> {
          Files.move(file, file.resolveSibling("elsewhere"));
          Files.write(file, Content.random(3, SIZE));
        }
        case SHORTENED -> {
          try (var open = FileChannel.open(file, StandardOpenOption.WRITE)) {
            open.truncate(512);
          }
        }
        case HALVED -> {
          try (var open = FileChannel.open(file, StandardOpenOption.WRITE)) {
            open.truncate(open.size() / 2);
          }
        }
        case LENGTHENED -> Files.write(file, new byte[512], StandardOpenOption.APPEND);
      }
    }
  }

  private static void befall(Path file, Fate fate) {
    try {
      fate.befall(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Lets it happen to a file when a phase begins.
  private static CloneListener at(Phase when, Path file, Fate fate) {
    return phase -> {
      if (phase == when) {
        befall(file, fate);
      }
    };
  }

  /// One in which this happens to one of the two when both are open.
  private CloneJob job(Path source, Path target, Path file, Fate fate) {
    return jobs.live(source, target, CloneRequest.Options.DEFAULT, _ -> befall(file, fate));
  }

  private static CloneResult strayed(String reason) {
    return new CloneResult.Failed(Phase.FLUSHING, reason, CloneResult.Cure.PEACE);
  }

  @Test
  void aSourceThatGrowsIsNotAllInTheCopy() throws IOException {
    Path source = jobs.image("a", 1, SIZE);

    assertThat(job(source, folder.resolve("b"), source, Fate.LENGTHENED).run())
        .isEqualTo(
            strayed(
                "source: "
                    + source
                    + " became longer while it was cloned, and what was added is not in the"
                    + " copy"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"source", "target"})
  void oneThatGrowsWhileItIsComparedIsNotCalledEqual(String side) throws IOException {
    Path source = jobs.image("source", 1, SIZE);
    Path target = jobs.image("target", 1, SIZE);
    Path grown = folder.resolve(side);
    var request = Images.request(source, target, CloneRequest.Options.DEFAULT);

    assertThat(new VerifyJob(request, at(Phase.VERIFYING, grown, Fate.LENGTHENED)).run())
        .isEqualTo(
            new CloneResult.Failed(
                Phase.VERIFYING,
                side
                    + ": "
                    + grown
                    + " became longer while it was compared, and what was added was not",
                CloneResult.Cure.PEACE));
  }

  @ParameterizedTest
  @CsvSource({"source,REMOVED", "source,REPLACED", "target,RENAMED", "target,REPLACED"})
  void oneWhoseNameLeadsElsewhereIsNotCalledEqual(String side, Fate fate) throws IOException {
    Path source = jobs.image("source", 1, SIZE);
    Path target = jobs.image("target", 1, SIZE);
    Path moved = folder.resolve(side);
    var request = Images.request(source, target, CloneRequest.Options.DEFAULT);

    assertThat(new VerifyJob(request, at(Phase.VERIFYING, moved, fate)).run())
        .isEqualTo(
            new CloneResult.Failed(
                Phase.VERIFYING,
                side + ": " + moved + " was removed, renamed or replaced while it was compared",
                CloneResult.Cure.PEACE));
  }

  @ParameterizedTest
  @CsvSource({
    "a,LENGTHENED,source: %s became longer while it was compared",
    "b,LENGTHENED,target: %s became longer while it was compared",
    "b,REMOVED,'target: %s was removed, renamed or replaced while it was compared'"
  })
  void whatBecomesOfACloneWhileItIsComparedIsTold(String side, Fate fate, String how)
      throws IOException {
    Path source = jobs.image("a", 1, SIZE);
    for (boolean skips : List.of(false, true)) {
      Path target = folder.resolve("b" + skips);
      Path file = side.equals("a") ? source : target;
      var options =
          skips ? ImageJobs.VERIFY.with(new Skipping(0, Optional.empty())) : ImageJobs.VERIFY;

      CloneResult.Failed failed =
          failed(jobs.job(source, target, options, at(Phase.VERIFYING, file, fate)).run());
      assertThat(failed.phase()).isEqualTo(Phase.VERIFYING);
      assertThat(failed.reason()).startsWith(how.formatted(file));
    }
  }

  @Test
  void aTargetThatIsGoneIsNotCalledRepairedWhereNothingDiffers() throws IOException {
    Path source = jobs.image("a", 1, SIZE);
    Path target = jobs.image("b", 1, SIZE);
    var request = Images.request(source, target, CloneRequest.Options.DEFAULT);
    CloneListener listener = at(Phase.VERIFYING, target, Fate.REMOVED);

    assertThat(new RepairJob(request, DiskInventory.of(List::of), listener).run())
        .isInstanceOf(CloneResult.Failed.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"REMOVED", "RENAMED", "REPLACED"})
  void aTargetThatIsNotThereAnyMoreIsNoCopy(Fate fate) throws IOException {
    Path source = jobs.image("a", 1, SIZE);
    Path target = jobs.image("b", 2, SIZE);

    assertThat(job(source, target, target, fate).run())
        .isEqualTo(
            strayed(
                "target: " + target + " was removed, renamed or replaced while it was written"));
  }

  @ParameterizedTest
  @EnumSource(names = {"REMOVED", "RENAMED", "REPLACED"})
  void aTargetThatIsNotThereAnyMoreIsNotRepaired(Fate fate) throws IOException {
    Path source = jobs.image("a", 1, SIZE);
    Path target = jobs.image("b", 1, SIZE);
    Images.flip(target, 700);
    var request = Images.request(source, target, CloneRequest.Options.DEFAULT);
    CloneListener listener = at(Phase.FLUSHING, target, fate);

    assertThat(new RepairJob(request, DiskInventory.of(List::of), listener).run())
        .isEqualTo(
            strayed(
                "target: " + target + " was removed, renamed or replaced while it was written"));
  }

  @Test
  void aTargetThatGrowsIsNotTheCopyAlone() throws IOException {
    Path source = jobs.image("a", 1, SIZE);
    Path target = folder.resolve("b");

    assertThat(job(source, target, target, Fate.LENGTHENED).run())
        .isEqualTo(
            strayed(
                "target: "
                    + target
                    + " became longer while it was written: it begins with the copy, and ends with"
                    + " what somebody else put there"));
  }

  /// Nothing there is unreadable, and no journal is known of a source of another length.
  @Test
  void aSourceThatShrinksIsNotToBePassedOver() throws IOException {
    Path source = jobs.image("a", 1, SIZE);
    CloneJob job = job(source, folder.resolve("b"), source, Fate.SHORTENED);

    assertThat(failed(job.run()).cure()).isEqualTo(CloneResult.Cure.PEACE);
    assertThat(job.report().orElseThrow().message())
        .contains("it ends at byte ")
        .doesNotContain("--on-read-error", "--resume");
  }

  /// Beyond its end the file system finds no data any more, as in a hole.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSourceThatIsCutOffIsNotClonedAsIfTheRestWereZeros(boolean verify) throws IOException {
    // Longer than what is asked for holes at once.
    Path source = jobs.sparse("a", 256 << 20, 200 << 20);
    CloneRequest.Options options = verify ? ImageJobs.VERIFY : CloneRequest.Options.DEFAULT;
    var cut = at(Phase.COPYING, source, Fate.HALVED);

    CloneResult result = jobs.job(source, folder.resolve("b"), options, cut).run();

    assertThat(failed(result).reason()).endsWith("it ends at byte " + (128 << 20));
  }

  @Test
  void whatBecomesOfTheSourcesNameIsNothingToTheCopy() throws IOException {
    Path source = jobs.image("a", 1, SIZE);
    Path target = folder.resolve("b");

    CloneResult result =
        jobs.live(source, target, ImageJobs.VERIFY, _ -> befall(source, Fate.REMOVED)).run();

    assertThat(result).isInstanceOf(CloneResult.Completed.class);
    assertThat(target).satisfies(Content.of(Content.random(1, SIZE)));
  }

  @Test
  void aTargetNamedByALinkIsWhereTheLinkLeads() throws IOException {
    Path source = jobs.image("a", 1, SIZE);
    Path target = jobs.image("b", 2, SIZE);
    Path link = Files.createSymbolicLink(folder.resolve("link"), target);

    assertThat(jobs.job(source, link, CloneRequest.Options.DEFAULT).run())
        .isInstanceOf(CloneResult.Completed.class);
    assertThat(target).satisfies(Content.of(source));
  }
}
