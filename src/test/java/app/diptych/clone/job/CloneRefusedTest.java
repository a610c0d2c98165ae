package app.diptych.clone.job;

import static app.diptych.clone.Results.refusals;
import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.Content;
import app.diptych.block.os.FileStatus;
import app.diptych.block.os.OpenOptions;
import app.diptych.block.os.RawDevice;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Images;
import app.diptych.clone.Refusal;
import app.diptych.clone.check.FakeDisk;
import app.diptych.clone.check.Findings;
import app.diptych.clone.check.Place;
import app.diptych.clone.check.Preflight;
import app.diptych.clone.check.Subject;
import app.diptych.clone.pair.Surroundings;
import app.diptych.disks.DeviceNumber;
import app.diptych.disks.Disk;
import app.diptych.disks.DiskInventory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Clones of image files that do not begin, since something changed after the checks.
@Timeout(240)
final class CloneRefusedTest {
  private static final int SIZE = ImageJobs.SIZE;
  private static final CloneRequest.Options VERIFY = ImageJobs.VERIFY;

  private final Path folder;
  private final ImageJobs jobs;

  CloneRefusedTest(@TempDir Path folder) {
    this.folder = folder;
    this.jobs = new ImageJobs(folder);
  }

  @Test
  void whatTheChecksRefuseIsNotDone() throws IOException {
    Path source = jobs.image("a", 1, SIZE);
    Path target = jobs.image("b", 2, 2 * SIZE);

    assertThat(refusals(jobs.job(source, target, VERIFY).run()))
        .containsExactly(new Refusal.Lengths(SIZE, 2L * SIZE, true));
    assertThat(target).satisfies(Content.of(Content.random(2, 2 * SIZE)));
  }

  @Test
  void anotherFileBehindTheTargetsPathIsNotWritten() throws IOException {
    Path source = jobs.image("a", 1, SIZE);
    Path target = jobs.image("b", 2, SIZE);
    Path other = jobs.image("c", 3, SIZE);

    CloneResult result = jobs.after(source, target, VERIFY, () -> move(other, target)).run();

    assertThat(refusals(result))
        .containsExactly(
            new Refusal.IdentityChanged(
                Refusal.Role.TARGET, target.toString(), "another file has taken its place"));
    assertThat(target).satisfies(Content.of(Content.random(3, SIZE)));
  }

  @Test
  void aSourceThatGrewAfterTheChecksIsNotCloned() throws IOException {
    Path source = jobs.image("a", 1, SIZE);
    Path target = folder.resolve("b");

    CloneResult result =
        jobs.after(source, target, VERIFY, () -> Images.hole(source, 2L * SIZE)).run();

    assertThat(refusals(result)).hasOnlyElementsOfType(Refusal.IdentityChanged.class);
    assertThat(target).as("an image created for nothing").doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "true, its serial number was S1 and is S2",
    "false, another disk has taken its place"
  })
  void aDiskOfAnotherSerialNumberIsNotCloned(boolean isListed, String what) throws Exception {
    Path source = jobs.image("a", 1, SIZE);
    Path target = jobs.image("b", 2, SIZE);
    FileStatus status = FileStatus.of(source).orElseThrow();
    var number = new DeviceNumber(status.major(), status.minor());
    var before = new FakeDisk("/dev/x", number, SIZE).serial("S1").disk();
    var after = new FakeDisk("/dev/x", number, SIZE).serial("S2").disk();
    var preflight = new Preflight(DiskInventory.of(List::of));
    var around =
        new Surroundings(
            request -> onDisk(preflight.examine(request), before),
            () -> isListed ? List.of(after) : List.of(),
            System::nanoTime);

    CloneRequest request = Images.request(source, target, VERIFY);

    assertThat(refusals(new CloneJob(request, around, jobs.listener(), Optional.empty()).run()))
        .containsExactly(new Refusal.IdentityChanged(Refusal.Role.SOURCE, source.toString(), what));
    assertThat(target).satisfies(Content.of(Content.random(2, SIZE)));
  }

  private static Findings onDisk(Findings found, Disk disk) {
    Subject source = found.source();
    return new Findings(
        found.verdict(),
        new Subject(
            source.role(),
            source.endpoint(),
            source.status(),
            source.measure(),
            Optional.of(new Place(disk, Optional.empty())),
            false),
        found.target());
  }

  @Test
  void aTargetThatAppearsAfterTheChecksIsNotTouched() throws IOException {
    Path source = jobs.image("a", 1, SIZE);
    Path target = folder.resolve("b");
    Path other = jobs.image("c", 3, SIZE);

    CloneResult result = jobs.after(source, target, VERIFY, () -> move(other, target)).run();

    assertThat(result).isInstanceOf(CloneResult.Refused.class);
    assertThat(target).satisfies(Content.of(Content.random(3, SIZE)));
  }

  @Test
  void aSourceThatIsGoneAfterTheChecksIsRefused() throws IOException {
    Path source = jobs.image("a", 1, SIZE);

    CloneResult result =
        jobs.after(source, folder.resolve("b"), VERIFY, () -> Files.delete(source)).run();

    assertThat(refusals(result)).hasOnlyElementsOfType(Refusal.NotAccessible.class);
    assertThat(folder.resolve("b")).doesNotExist();
  }

  @Test
  void aTargetThatAnotherCloneHoldsIsRefused() throws Exception {
    Path source = jobs.image("a", 1, SIZE);
    Path target = jobs.image("b", 2, SIZE);
    var other = RawDevice.open(target, OpenOptions.TARGET);
    try (other) {
      assertThat(refusals(jobs.job(source, target, VERIFY).run()))
          .containsExactly(new Refusal.TargetInUse(target, List.of(Images.heldHere(target))));
    }
    assertThat(target).satisfies(Content.of(Content.random(2, SIZE)));
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
  }
}
