package app.diptych.clone.job;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.BlockDevice;
import app.diptych.block.Content;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.LiveUse;
import app.diptych.clone.Phase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Images that are not where they were when their clone is done.
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
        case LENGTHENED -> Files.write(file, new byte[512], StandardOpenOption.APPEND);
      }
    }
  }

  /// Lets it happen to a file when both are open.
  private record Meanwhile(Path file, Fate fate) implements LiveUse {
    @Override
    public void begin(BlockDevice device) {
      try {
        fate.befall(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void end() {}
  }

  @Test
  void aSourceThatGrowsIsNotAllInTheCopy() throws IOException {
    Path source = jobs.image("a", 1, SIZE);
    CloneResult result =
        jobs.job(
                source,
                folder.resolve("b"),
                CloneRequest.Options.DEFAULT,
                new Meanwhile(source, Fate.LENGTHENED))
            .run();

    assertThat(result)
        .isEqualTo(
            new CloneResult.Failed(
                Phase.FLUSHING,
                "source: "
                    + source
                    + " became longer while it was cloned, and what was added is not in the"
                    + " copy",
                CloneResult.Cure.PEACE));
  }

  @ParameterizedTest
  @EnumSource(names = {"REMOVED", "RENAMED", "REPLACED"})
  void aTargetThatIsNotThereAnyMoreIsNoCopy(Fate fate) throws IOException {
    Path source = jobs.image("a", 1, SIZE);
    Path target = jobs.image("b", 2, SIZE);

    CloneResult result =
        jobs.job(source, target, CloneRequest.Options.DEFAULT, new Meanwhile(target, fate)).run();

    assertThat(result)
        .isEqualTo(
            new CloneResult.Failed(
                Phase.FLUSHING,
                "target: " + target + " was removed, renamed or replaced while it was written",
                CloneResult.Cure.PEACE));
  }

  @Test
  void aTargetThatGrowsIsNotTheCopyAlone() throws IOException {
    Path source = jobs.image("a", 1, SIZE);
    Path target = folder.resolve("b");

    CloneResult result =
        jobs.job(
                source,
                target,
                CloneRequest.Options.DEFAULT,
                new Meanwhile(target, Fate.LENGTHENED))
            .run();

    assertThat(result)
        .isEqualTo(
            new CloneResult.Failed(
                Phase.FLUSHING,
                "target: "
                    + target
                    + " became longer while it was written: it begins with the copy, and ends with"
                    + " what somebody else put there",
                CloneResult.Cure.PEACE));
  }

  /// Nothing there is unreadable, and no journal is known of a source of another length.
  @Test
  void aSourceThatShrinksIsNotToBePassedOver() throws IOException {
    Path source = jobs.image("a", 1, SIZE);
    var job =
        jobs.job(
            source,
            folder.resolve("b"),
            CloneRequest.Options.DEFAULT,
            new Meanwhile(source, Fate.SHORTENED));

    assertThat(job.run())
        .isInstanceOfSatisfying(
            CloneResult.Failed.class,
            failed -> assertThat(failed.cure()).isEqualTo(CloneResult.Cure.PEACE));
    assertThat(job.report().orElseThrow().message())
        .contains("it ends at byte ")
        .doesNotContain("--on-read-error", "--resume");
  }

  @Test
  void whatBecomesOfTheSourcesNameIsNothingToTheCopy() throws IOException {
    Path source = jobs.image("a", 1, SIZE);
    Path target = folder.resolve("b");

    CloneResult result =
        jobs.job(source, target, ImageJobs.VERIFY, new Meanwhile(source, Fate.REMOVED)).run();

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
