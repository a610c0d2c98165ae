package app.diptych.clone.check;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.LoopDevice;
import app.diptych.Peers;
import app.diptych.block.os.OpenOptions;
import app.diptych.block.os.RawDevice;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.Fit;
import app.diptych.clone.Images;
import app.diptych.clone.Refusal;
import app.diptych.clone.Refusal.Role;
import app.diptych.clone.Undo;
import app.diptych.clone.Verdict;
import app.diptych.clone.Warning;
import app.diptych.disks.DiskInventory;
import app.diptych.disks.Use;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The checks on real loop devices with real mounts, swap and partitions. None changes a byte of
/// the target, whatever it comes to: that is looked at after each test.
@Timeout(240)
final class RealPreflightTest {
  private static final int SIZE = 16 << 20;

  @TempDir private Path folder;
  @RegisterExtension private final Undo undo = new Undo();
  private final Preflight preflight = new Preflight(DiskInventory.ofThisMachine());

  private LoopDevice loop(long seed) throws Exception {
    Path file = Images.random(folder.resolve("disk" + seed + ".img"), seed, SIZE);
    return undo.later(LoopDevice.of(file, 512));
  }

  private Path mount(Path device, String... options) throws Exception {
    Path point = Files.createTempDirectory(folder, "mnt");
    String how = String.join(",", options);
    Peers.run("mount", "-o", how.isEmpty() ? "defaults" : how, device.toString(), point.toString());
    undo.later(() -> Peers.run("umount", point.toString()));
    return point;
  }

  /// Mounted and at rest: a file system that was just made goes on writing for a while by itself.
  private Path mountAtRest(Path device) throws Exception {
    Path point = mount(device);
    Peers.run("fsfreeze", "--freeze", point.toString());
    undo.later(() -> Peers.run("fsfreeze", "--unfreeze", point.toString()));
    return point;
  }

  private Path partition(LoopDevice loop) {
    List.of("sgdisk", "partx").forEach(Peers::require);
    Peers.run("sgdisk", "-n", "1:2048:+8M", "-c", "1:first", loop.toString());
    Peers.run("partx", "--add", loop.toString());
    undo.later(() -> Peers.run("partx", "--delete", loop.toString()));
    return Path.of(loop + "p1");
  }

  private Verdict check(Path source, Path target) throws Exception {
    return check(source, target, CloneRequest.Options.DEFAULT);
  }

  private Verdict check(Path source, Path target, CloneRequest.Options options) throws Exception {
    String before = checksum(target);
    Verdict verdict = preflight.check(Images.request(source, target, options));

    assertThat(checksum(target)).as("the target did not change").isEqualTo(before);
    return verdict;
  }

  private static String checksum(Path target) {
    return Files.exists(target) && !Files.isDirectory(target)
        ? Peers.run("sha256sum", target.toString())
        : "nothing: " + Files.exists(target);
  }

  @Test
  void twoLoopDevicesAreClearButForTheirContent() throws Exception {
    LoopDevice target = loop(2);
    Verdict verdict = check(loop(1).path(), target.path());

    assertThat(verdict.refusals()).isEmpty();
    assertThat(verdict.warnings())
        .containsExactly(
            new Warning.TargetHasData(
                target.path().toString(), List.of("data outside any partition")));
    assertThat(verdict.bytes()).hasValue(SIZE);
  }

  @Test
  void whatIsNoDiskIsRefused() throws Exception {
    assertThat(check(folder, Path.of("/dev/null")).refusals())
        .hasSize(2)
        .hasOnlyElementsOfType(Refusal.NotADevice.class);
  }

  @Test
  void theSameDeviceThroughALink() throws Exception {
    LoopDevice loop = loop(1);
    Path link = Files.createSymbolicLink(folder.resolve("link"), loop.path());

    assertThat(check(loop.path(), link).refusals())
        .containsExactly(
            new Refusal.SameDevice(
                loop.path().toString(),
                link.toString(),
                loop + " and " + link + " are the same device"));
  }

  @Test
  void theSameImageThroughAHardLink() throws Exception {
    Path image = Images.random(folder.resolve("a.img"), 1, SIZE);
    Path link = Files.createLink(folder.resolve("b.img"), image);

    assertThat(check(image, link).refusals())
        .singleElement()
        .isInstanceOf(Refusal.SameDevice.class);
  }

  @Test
  void aPartitionAndItsDisk() throws Exception {
    LoopDevice loop = loop(1);
    Path partition = partition(loop);

    assertThat(check(partition, loop.path()).refusals())
        .contains(
            new Refusal.SameDevice(
                partition.toString(),
                loop.path().toString(),
                partition + " is a partition of " + loop));
    assertThat(check(loop.path(), partition).refusals())
        .hasAtLeastOneElementOfType(Refusal.SameDevice.class);
  }

  @Test
  void aLoopDeviceAndItsFile() throws Exception {
    LoopDevice loop = loop(1);

    assertThat(check(loop.path(), loop.backingFile()).refusals())
        .hasAtLeastOneElementOfType(Refusal.SameDevice.class);
    assertThat(check(loop.backingFile(), loop.path()).refusals())
        .singleElement()
        .isInstanceOf(Refusal.SameDevice.class);
  }

  @Test
  void twoLoopDevicesOverOneFile() throws Exception {
    LoopDevice loop = loop(1);
    LoopDevice other = undo.later(LoopDevice.of(loop.backingFile(), 512));

    assertThat(check(loop.path(), other.path()).refusals())
        .hasAtLeastOneElementOfType(Refusal.SameDevice.class);
  }

  @Test
  void anImageOnAFileSystemOfTheSource() throws Exception {
    LoopDevice source = loop(1);
    Peers.run("mkfs.ext4", "-q", source.toString());
    Path image = Images.hole(mount(source.path()).resolve("a.img"), SIZE);
    LoopDevice over = undo.later(LoopDevice.of(image, 512));

    assertThat(check(source.path(), image).refusals())
        .hasAtLeastOneElementOfType(Refusal.SameDevice.class);
    assertThat(check(source.path(), image.resolveSibling("b.img")).refusals())
        .hasAtLeastOneElementOfType(Refusal.SameDevice.class);
    assertThat(check(source.path(), over.path()).refusals())
        .hasAtLeastOneElementOfType(Refusal.SameDevice.class);
    assertThat(check(image, source.path()).refusals())
        .hasAtLeastOneElementOfType(Refusal.TargetInUse.class);
  }

  @Test
  void aSourceThatAnotherJobWritesTo() throws Exception {
    LoopDevice loop = loop(1);
    try (var _ = RawDevice.open(loop.path(), OpenOptions.TARGET)) {
      assertThat(check(loop.path(), folder.resolve("b.img")).refusals())
          .singleElement()
          .isInstanceOf(Refusal.SourceInUse.class);
      assertThat(check(loop.backingFile(), folder.resolve("b.img")).refusals())
          .singleElement()
          .isInstanceOf(Refusal.SourceInUse.class);
    }
    assertThat(check(loop.path(), folder.resolve("b.img")).refusals()).isEmpty();
  }

  @Test
  void aMountedTarget() throws Exception {
    LoopDevice target = loop(2);
    Peers.run("mkfs.ext4", "-q", "-L", "precious", target.toString());
    Path point = mountAtRest(target.path());

    Verdict verdict = check(loop(1).path(), target.path());

    assertThat(verdict.refusals())
        .containsExactly(
            new Refusal.TargetInUse(
                target.path(), List.of(new Use.Mount(target.toString(), point, false))));
    assertThat(verdict.warnings()).hasOnlyElementsOfType(Warning.TargetHasData.class).hasSize(1);
  }

  @Test
  void aTargetOfWhichAPartitionIsMounted() throws Exception {
    LoopDevice target = loop(2);
    Path partition = partition(target);
    Peers.run("mkfs.ext4", "-q", partition.toString());
    mountAtRest(partition);

    assertThat(check(loop(1).path(), target.path()).refusals())
        .singleElement()
        .isInstanceOf(Refusal.TargetInUse.class);
  }

  @Test
  void aTargetThatIsSwappedOn() throws Exception {
    Peers.require("swapon");
    LoopDevice target = loop(2);
    Peers.run("mkswap", target.toString());
    Peers.run("swapon", target.toString());
    undo.later(() -> Peers.run("swapoff", target.toString()));

    Verdict verdict = check(loop(1).path(), target.path());

    assertThat(verdict.refusals())
        .contains(
            new Refusal.TargetInUse(target.path(), List.of(new Use.Swap(target.toString()))),
            new Refusal.SystemDisk(target.path(), target.path().getFileName().toString()));
  }

  @Test
  void anImageUnderALoopDevice() throws Exception {
    LoopDevice loop = loop(2);

    assertThat(check(loop(1).path(), loop.backingFile()).refusals())
        .singleElement()
        .isInstanceOf(Refusal.TargetInUse.class);
  }

  @Test
  void aMountedSource() throws Exception {
    LoopDevice source = loop(1);
    Peers.run("mkfs.ext4", "-q", source.toString());
    Path point = mount(source.path());
    LoopDevice target = loop(2);
    List<Use> uses = List.of(new Use.Mount(source.toString(), point, false));
    var accepting = new CloneRequest.Options(Fit.EXACT, false, true, Optional.empty());

    assertThat(check(source.path(), target.path()).refusals())
        .containsExactly(new Refusal.SourceInUse(source.path(), uses));
    Verdict accepted = check(source.path(), target.path(), accepting);
    assertThat(accepted.refusals()).isEmpty();
    assertThat(accepted.warnings()).contains(new Warning.SourceInUse(source.path(), uses));
  }

  @Test
  void aSourceThatIsMountedReadOnly() throws Exception {
    LoopDevice source = loop(1);
    Peers.run("mkfs.ext4", "-q", source.toString());
    mount(source.path(), "ro");

    assertThat(check(source.path(), loop(2).path()).refusals()).isEmpty();
  }

  @Test
  void aReadOnlyTarget() throws Exception {
    Path file = Images.random(folder.resolve("ro.img"), 2, SIZE);
    LoopDevice target = undo.later(LoopDevice.readOnly(file, 512));

    assertThat(check(loop(1).path(), target.path()).refusals())
        .containsExactly(new Refusal.ReadOnlyTarget(target.path().toString()));
  }

  @Test
  void anImageOnAReadOnlyFileSystem() throws Exception {
    LoopDevice disk = loop(3);
    Peers.run("mkfs.ext4", "-q", disk.toString());
    Path image = mount(disk.path(), "ro").resolve("a.img");

    assertThat(check(loop(1).path(), image).refusals())
        .contains(new Refusal.ReadOnlyTarget(image.toString()));
  }

  @Test
  void otherLengths() throws Exception {
    LoopDevice target = undo.later(LoopDevice.create(folder, SIZE + 4096, 512));
    Path source = loop(1).path();
    var start = new CloneRequest.Options(Fit.START, false, false, Optional.empty());

    assertThat(check(source, target.path()).refusals())
        .containsExactly(new Refusal.Lengths(SIZE, SIZE + 4096, true));
    assertThat(check(target.path(), source).refusals())
        .containsExactly(new Refusal.Lengths(SIZE + 4096, SIZE, false));
    assertThat(check(source, target.path(), start).warnings())
        .containsExactly(new Warning.TargetLarger(4096));
  }

  @Test
  void otherSectors() throws Exception {
    LoopDevice target = undo.later(LoopDevice.create(folder, SIZE, 4096));
    Path source = loop(1).path();

    assertThat(check(source, target.path()).warnings())
        .containsExactly(new Warning.SectorSizesDiffer(512, 4096));
    assertThat(check(target.path(), source).warnings())
        .contains(new Warning.SectorSizesDiffer(4096, 512));
  }

  @Test
  void anEmptyFile() throws Exception {
    Path empty = Files.createFile(folder.resolve("empty.img"));
    assertThat(check(empty, loop(2).path()).refusals())
        .containsExactly(new Refusal.Empty(Role.SOURCE, empty.toString()));
  }

  @Test
  void aMissingDisk() throws Exception {
    Path none = Path.of("/dev/diptych-none");

    assertThat(check(loop(1).path(), none).refusals())
        .containsExactly(new Refusal.NoSuchPath(Role.TARGET, none));
  }

  @Test
  void partitionsOfTheTargetAreTold() throws Exception {
    LoopDevice target = loop(2);
    partition(target);

    assertThat(check(loop(1).path(), target.path()).warnings())
        .singleElement()
        .isInstanceOfSatisfying(
            Warning.TargetHasData.class,
            warning ->
                assertThat(warning.contents())
                    .singleElement()
                    .asString()
                    .startsWith(target.path().getFileName() + "p1")
                    .endsWith("8.39 MB"));
  }
}
