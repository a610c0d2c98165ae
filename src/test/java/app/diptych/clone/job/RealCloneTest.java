package app.diptych.clone.job;

import static app.diptych.clone.Results.failed;
import static app.diptych.clone.Results.refusals;
import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.LoopDevice;
import app.diptych.Peers;
import app.diptych.block.BlockDevice;
import app.diptych.block.Content;
import app.diptych.block.DeviceException;
import app.diptych.block.os.OpenOptions;
import app.diptych.block.os.RawDevice;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Endings;
import app.diptych.clone.Fit;
import app.diptych.clone.Images;
import app.diptych.clone.LiveUse;
import app.diptych.clone.Phase;
import app.diptych.clone.Refusal;
import app.diptych.clone.Undo;
import app.diptych.clone.Verdict;
import app.diptych.clone.check.Findings;
import app.diptych.clone.check.Preflight;
import app.diptych.clone.pair.Surroundings;
import app.diptych.disks.DiskInventory;
import app.diptych.disks.Use;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whole clones of real loop devices, and what can go wrong on them.
@Timeout(240)
final class RealCloneTest {
  private static final int SIZE = 16 << 20;

  @TempDir private Path folder;
  @RegisterExtension private final Undo undo = new Undo();
  private final RecordingListener listener = new RecordingListener();
  private final DiskInventory disks = DiskInventory.ofThisMachine();

  private LoopDevice loop(long seed, int size, int sectorSize) throws Exception {
    Path file = Images.random(folder.resolve("disk" + seed + ".img"), seed, size);
    return undo.later(LoopDevice.of(file, sectorSize));
  }

  private static CloneRequest.Options options(Fit fit) {
    return new CloneRequest.Options(fit, true, false, Optional.empty());
  }

  private CloneResult run(Path source, Path target, Fit fit) {
    CloneRequest request = Images.request(source, target, options(fit));
    return new CloneJob(request, disks, listener).run();
  }

  private Path tmpfs(String size) throws Exception {
    Path point = Files.createTempDirectory(folder, "tmpfs");
    Peers.run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", point.toString());
    undo.later(() -> Peers.run("umount", "--lazy", point.toString()));
    return point;
  }

  @ParameterizedTest(name = "{0} onto {1}")
  @CsvSource({"512, 512", "512, 4096", "4096, 512", "4096, 4096"})
  void aDiskIsClonedOntoAnother(int sourceSector, int targetSector) throws Exception {
    LoopDevice source = loop(1, SIZE, sourceSector);
    LoopDevice target = loop(2, SIZE, targetSector);

    assertThat(run(source.path(), target.path(), Fit.EXACT))
        .isInstanceOf(CloneResult.Completed.class);
    Peers.run("cmp", source.toString(), target.toString());
    Peers.run("cmp", source.backingFile().toString(), target.backingFile().toString());
    assertThat(listener.percents(Phase.VERIFYING)).endsWith(100);
  }

  @Test
  void aDiskWithAnOddTailIsCloned() throws Exception {
    LoopDevice source = loop(1, SIZE + 1536, 512);
    LoopDevice target = loop(2, SIZE + 1536, 512);

    assertThat(run(source.path(), target.path(), Fit.EXACT))
        .isInstanceOf(CloneResult.Completed.class);
    Peers.run("cmp", source.toString(), target.toString());
  }

  @Test
  void partitionsOfBeforeThatTheSystemStillGoesByAreTold() throws Exception {
    Peers.require("addpart");
    LoopDevice source = loop(1, SIZE, 512);
    LoopDevice target = loop(2, SIZE, 512);
    // Attached without --partscan: the system does not look for partitions there.
    Peers.run("addpart", target.toString(), "1", "2048", "8192");
    undo.later(() -> Peers.run("delpart", target.toString(), "1"));
    CloneRequest request =
        Images.request(source.path(), target.path(), CloneRequest.Options.DEFAULT);
    var job = new CloneJob(request, disks, listener);

    assertThat(job.run()).isInstanceOf(CloneResult.Completed.class);

    assertThat(job.report().orElseThrow().faults().warnings())
        .anySatisfy(line -> assertThat(line).contains("blockdev --rereadpt " + target));
  }

  @Test
  void aDiskThatGrowsMeanwhileIsNotAllInTheCopy() throws Exception {
    LoopDevice source = loop(1, SIZE, 512);
    LoopDevice target = loop(2, SIZE, 512);
    CloneResult result = live(source, target, _ -> grow(source));

    assertThat(failed(result).reason())
        .startsWith("source: " + source + " became longer while it was cloned");
  }

  /// As a volume or a virtual disk may.
  private static void grow(LoopDevice disk) {
    Peers.run("truncate", "--size=+1M", disk.backingFile().toString());
    Peers.run("losetup", "--set-capacity", disk.toString());
  }

  private CloneResult live(LoopDevice source, LoopDevice target, LiveUse use) {
    CloneRequest request = Images.request(source.path(), target.path(), options(Fit.EXACT));
    return new CloneJob(request, Surroundings.of(disks), listener, Optional.of(use)).run();
  }

  @Test
  void theStartOfALargerDiskIsWrittenAndTheRestKept() throws Exception {
    LoopDevice source = loop(1, SIZE, 512);
    LoopDevice target = loop(2, 2 * SIZE, 512);

    assertThat(run(source.path(), target.path(), Fit.START))
        .isInstanceOf(CloneResult.Completed.class);
    byte[] expected = Content.random(2, 2 * SIZE);
    System.arraycopy(Content.random(1, SIZE), 0, expected, 0, SIZE);
    assertThat(target.backingFile()).satisfies(Content.of(expected));
  }

  private Path partition(LoopDevice loop, int number, long offset, long size) {
    Peers.run(
        "addpart",
        loop.toString(),
        Integer.toString(number),
        Long.toString(offset / 512),
        Long.toString(size / 512));
    undo.later(() -> Peers.run("delpart", loop.toString(), Integer.toString(number)));
    return Path.of(loop + "p" + number);
  }

  @Test
  void aPartitionIsClonedOntoItsNeighbourAndNotOntoItself() throws Exception {
    Peers.require("addpart");
    LoopDevice loop = loop(1, 4 * SIZE, 512);
    Path first = partition(loop, 1, 0, SIZE);
    Path second = partition(loop, 2, 2 * SIZE, SIZE);
    LoopDevice window = undo.later(LoopDevice.part(loop.backingFile(), SIZE - 512, SIZE));

    assertThat(refusals(run(first, window.path(), Fit.EXACT)))
        .hasAtLeastOneElementOfType(Refusal.SameDevice.class);
    assertThat(run(first, second, Fit.EXACT)).isInstanceOf(CloneResult.Completed.class);

    byte[] expected = Content.random(1, 4 * SIZE);
    System.arraycopy(expected, 0, expected, 2 * SIZE, SIZE);
    assertThat(loop.backingFile()).satisfies(Content.of(expected));
  }

  @Test
  void aPartOfAnImageIsClonedOntoAnother() throws Exception {
    Path file = Images.random(folder.resolve("both.img"), 1, 2 * SIZE);
    LoopDevice first = undo.later(LoopDevice.part(file, 0, SIZE));
    LoopDevice second = undo.later(LoopDevice.part(file, SIZE, SIZE));

    assertThat(run(first.path(), second.path(), Fit.EXACT))
        .isInstanceOf(CloneResult.Completed.class);
    byte[] expected = Content.random(1, 2 * SIZE);
    System.arraycopy(expected, 0, expected, SIZE, SIZE);
    assertThat(file).satisfies(Content.of(expected));
  }

  @Test
  void aDiskIsClonedIntoAnImageAndBack() throws Exception {
    LoopDevice source = loop(1, SIZE, 512);
    LoopDevice target = loop(2, SIZE, 512);
    Path image = folder.resolve("copy.img");

    assertThat(run(source.path(), image, Fit.EXACT)).isInstanceOf(CloneResult.Completed.class);
    assertThat(run(image, target.path(), Fit.EXACT)).isInstanceOf(CloneResult.Completed.class);
    Peers.run("cmp", source.toString(), target.toString());
  }

  @Test
  void aSourceThatIsWrittenToMeanwhileEndsUpEqual() throws Exception {
    LoopDevice source = loop(1, SIZE, 512);
    LoopDevice target = loop(2, SIZE, 512);
    LiveUse use =
        new LiveUse() {
          private Thread thread = Thread.ofPlatform().unstarted(() -> {});

          @Override
          public void begin(BlockDevice device) {
            thread = Thread.ofPlatform().start(() -> write(device));
          }

          @Override
          public void end() {
            try {
              thread.join();
            } catch (InterruptedException _) {
              Thread.currentThread().interrupt();
            }
          }
        };
    assertThat(live(source, target, use)).isInstanceOf(CloneResult.Completed.class);
    Peers.run("cmp", source.toString(), target.toString());
    assertThat(source.backingFile()).isNotEmptyFile();
  }

  private static void write(BlockDevice device) {
    try {
      for (int i = 0; i < 500; i++) {
        Content.write(device, (i * 7919L * 4096) % SIZE, Content.random(i, 4096));
      }
    } catch (DeviceException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aTargetImageThatFillsItsFileSystemFailsInOneLine() throws Exception {
    LoopDevice source = loop(1, SIZE, 512);
    Path target = tmpfs("4M").resolve("a.img");
    CloneRequest request = Images.request(source.path(), target, options(Fit.EXACT));

    CloneResult.Failed failed = failed(withoutRoomCheck(request).run());
    assertThat(failed.phase()).isEqualTo(Phase.COPYING);
    assertThat(failed.reason())
        .startsWith("target: write " + target + " @")
        .contains("ENOSPC")
        .doesNotContain("\n");
    assertThat(Endings.of(failed, request))
        .endsWith("Target " + target + " is incomplete. --resume goes on from there.");
  }

  /// A file system may fill up after the checks were clear.
  private CloneJob withoutRoomCheck(CloneRequest request) {
    var preflight = new Preflight(disks);
    return job(
        request,
        preflight,
        found ->
            new Findings(
                new Verdict(List.of(), List.of(), found.verdict().bytes()),
                found.source(),
                found.target()));
  }

  private CloneJob job(CloneRequest request, Preflight preflight, UnaryOperator<Findings> between) {
    return new CloneJob(
        request,
        new Surroundings(it -> between.apply(preflight.examine(it)), disks::list, System::nanoTime),
        listener,
        Optional.empty());
  }

  @Test
  void aTargetDiskThatFillsItsFileSystemFails() throws Exception {
    Path file = Images.hole(tmpfs("4M").resolve("thin.img"), SIZE);
    LoopDevice target = undo.later(LoopDevice.of(file, 512));

    assertThat(failed(run(loop(1, SIZE, 512).path(), target.path(), Fit.EXACT)).reason())
        .startsWith("target: ");
  }

  @Test
  void aSourceThatCannotBeReadFailsWithThePlace() throws Exception {
    LoopDevice source = loop(1, SIZE, 512);
    LoopDevice target = loop(2, SIZE, 512);
    // What lies behind the new end of the file reads as an error.
    try (var file = new RandomAccessFile(source.backingFile().toFile(), "rw")) {
      file.setLength(SIZE / 2);
    }

    CloneResult.Failed failed = failed(run(source.path(), target.path(), Fit.EXACT));
    assertThat(failed.reason()).startsWith("source: read " + source + " @");
    assertThat(failed.reason()).contains("EIO");
  }

  @Test
  void anotherDiskUnderTheSamePathIsNotWritten() throws Exception {
    LoopDevice source = loop(1, SIZE, 512);
    LoopDevice target = loop(2, SIZE, 512);
    Path other = Images.random(folder.resolve("other.img"), 3, SIZE);
    CloneRequest request = Images.request(source.path(), target.path(), options(Fit.EXACT));

    CloneResult result =
        job(
                request,
                new Preflight(disks),
                findings -> {
                  Peers.run("losetup", "--detach", target.toString());
                  Peers.run("losetup", target.toString(), other.toString());
                  return findings;
                })
            .run();

    assertThat(refusals(result))
        .containsExactly(
            new Refusal.IdentityChanged(
                Refusal.Role.TARGET, target.path().toString(), "another disk has taken its place"));
    assertThat(other).satisfies(Content.of(Content.random(3, SIZE)));
    assertThat(target.backingFile()).satisfies(Content.of(Content.random(2, SIZE)));
  }

  @Test
  void aTargetThatAnotherProgramHoldsIsRefused() throws Exception {
    LoopDevice source = loop(1, SIZE, 512);
    LoopDevice target = loop(2, SIZE, 512);
    Use held = Images.heldHere(target.path());
    try (var _ = RawDevice.open(target.path(), OpenOptions.TARGET)) {
      assertThat(refusals(run(source.path(), target.path(), Fit.EXACT)))
          .containsExactly(new Refusal.TargetInUse(target.path(), List.of(held)));
    }
    assertThat(target.backingFile()).satisfies(Content.of(Content.random(2, SIZE)));
  }

  @Test
  void aSourceThatIsReadOnlyCannotStayLive() throws Exception {
    Path file = Images.random(folder.resolve("ro.img"), 1, SIZE);
    LoopDevice source = undo.later(LoopDevice.readOnly(file, 512));
    LoopDevice target = loop(2, SIZE, 512);
    LiveUse use =
        _ -> {
          throw new IllegalStateException("begun on a device that takes no writes");
        };
    assertThat(refusals(live(source, target, use)))
        .hasOnlyElementsOfType(Refusal.ReadOnlyOffered.class);
    assertThat(run(source.path(), target.path(), Fit.EXACT))
        .isInstanceOf(CloneResult.Completed.class);
  }
}
