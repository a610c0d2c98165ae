package app.diptych.clone.job;

import static app.diptych.clone.Results.refusals;
import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.Content;
import app.diptych.block.Region;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Images;
import app.diptych.clone.Refusal;
import app.diptych.clone.Skipping;
import app.diptych.clone.Verdict;
import app.diptych.clone.Warning;
import app.diptych.clone.Wording;
import app.diptych.clone.check.Preflight;
import app.diptych.disks.DiskInventory;
import app.diptych.rescue.MapFile;
import app.diptych.rescue.Maps;
import app.diptych.rescue.Standing;
import app.diptych.rescue.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Maps that a clone is refused for, and what is told of the others beforehand.
@Timeout(240)
final class MapRefusedTest {
  private static final int SIZE = ImageJobs.SIZE;

  private final Path folder;
  private final ImageJobs jobs;
  private Path map;

  MapRefusedTest(@TempDir Path folder) {
    this.folder = folder;
    this.jobs = new ImageJobs(folder);
    this.map = folder.resolve("map");
  }

  private CloneRequest.Options options() {
    return CloneRequest.Options.DEFAULT.with(new Skipping(1, Optional.of(map)));
  }

  private MapFile file() {
    return new MapFile(map);
  }

  private void assertRefused(CloneResult result, String reason) {
    assertThat(refusals(result)).containsExactly(new Refusal.MapUnusable(map, reason));
  }

  @Test
  void aMapThatIsNoneIsRefused() throws IOException {
    Files.writeString(map, "nothing of the kind");
    Path target = folder.resolve("b");

    assertRefused(
        jobs.job(jobs.image("a", 1, SIZE), target, options()).run(),
        "it is no map of GNU ddrescue: line 1: position, status and pass expected: nothing of the"
            + " kind");
    assertThat(target).doesNotExist();
  }

  @Test
  void aMapOfAnotherSizeIsRefused() throws Exception {
    file().write(Standing.start(SIZE + 512));

    assertRefused(
        jobs.job(jobs.image("a", 1, SIZE), folder.resolve("b"), options()).run(),
        "it is the map of a source of " + (SIZE + 512) + " bytes, and this source has " + SIZE);
  }

  @Test
  void aMapOfATargetThatIsNotThereIsRefused() throws Exception {
    Maps.callFinished(map, SIZE, new Region(4096, 4096));

    assertRefused(
        jobs.job(jobs.image("a", 1, SIZE), folder.resolve("b"), options()).run(),
        "it says that 4096 bytes are on the target already, but there is no target yet");
  }

  @Test
  void whatAMapSaysIsToldBeforehand() throws Exception {
    Standing standing = Standing.start(SIZE);
    standing.map().set(new Region(4096, 4096), Status.FINISHED);
    standing.map().set(new Region(8192, 512), Status.BAD_SECTOR);
    file().write(standing);
    Path target = jobs.image("b", 2, SIZE);

    Verdict verdict =
        new Preflight(DiskInventory.of(List::of))
            .check(Images.request(jobs.image("a", 1, SIZE), target, options()));

    assertThat(verdict.refusals()).isEmpty();
    assertThat(verdict.warnings())
        .contains(new Warning.GoesOnFromMap(map, 4096, 512, SIZE - 4096 - 512));
  }

  @Test
  void aMapAtTheSourceIsRefused() throws Exception {
    map = jobs.image("a", 1, SIZE);

    assertRefused(
        jobs.job(map, folder.resolve("b"), options()).run(),
        "it is the source or the target itself");
    assertThat(map).satisfies(Content.of(Content.random(1, SIZE)));
  }

  @ParameterizedTest
  @CsvSource({
    "b, it is the source or the target itself",
    "'', it is no regular file",
    "no/map, it cannot be written there"
  })
  void aMapThatCannotBeThereIsRefused(String place, String reason) throws Exception {
    map = folder.resolve(place);

    assertRefused(jobs.job(jobs.image("a", 1, SIZE), folder.resolve("b"), options()).run(), reason);
  }

  @Test
  void aMapWhoseNameIsTooLongIsRefusedBeforeAnythingIsCopied() throws Exception {
    map = folder.resolve("m".repeat(256));

    assertRefused(
        jobs.job(jobs.image("a", 1, SIZE), folder.resolve("b"), options()).run(),
        "it cannot be written there");
  }

  @Test
  void aMapThatChangedAfterTheChecksIsRefused() throws Exception {
    Path source = jobs.image("a", 1, SIZE);
    Path target = folder.resolve("b");
    assertRefused(
        jobs.after(source, target, options(), () -> Files.writeString(map, "nonsense")).run(),
        "it is no map of GNU ddrescue: line 1: position, status and pass expected: nonsense");
    assertThat(target).doesNotExist();
  }

  @Test
  void whatAMapCallsReadIsNotSaidToBeLost() throws Exception {
    Path source = jobs.image("a", 1, SIZE);
    Path target = jobs.image("b", 1, SIZE);
    CloneRequest request = Images.request(source, target, options());
    var preflight = new Preflight(DiskInventory.of(List::of));
    assertThat(preflight.check(request).warnings())
        .extracting(Wording::of)
        .singleElement()
        .asString()
        .contains("data that will be lost");

    Maps.callFinished(map, SIZE, new Region(0, 512));

    assertThat(preflight.check(request).warnings())
        .extracting(Wording::of)
        .satisfiesExactly(
            data ->
                assertThat(data)
                    .endsWith("What the map calls read stays as it is, all the rest will be lost."),
            goesOn -> assertThat(goesOn).contains("goes on from the map"));
  }

  @Test
  void aMapOfOtherDisksIsRefused() throws Exception {
    Maps.callFinished(map, SIZE, new Region(0, SIZE));
    Path target = jobs.image("b", 2, SIZE);

    assertRefused(
        jobs.job(jobs.image("a", 1, SIZE), target, options()).run(),
        "source and target differ at byte 0, which it calls read; it is of other disks, or somebody"
            + " wrote to one of these since");
    assertThat(target).satisfies(Content.of(Content.random(2, SIZE)));
    assertThat(file().read(SIZE).map().bytes(Status.FINISHED)).isEqualTo(SIZE);
  }
}
