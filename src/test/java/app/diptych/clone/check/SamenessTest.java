package app.diptych.clone.check;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.clone.Endpoint;
import app.diptych.clone.Refusal;
import app.diptych.disks.Use;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Source and target that hold the same bytes, on a machine that is made up.
final class SamenessTest {
  private static final long SIZE = 1 << 20;

  private final FakeOutlook outlook =
      new FakeOutlook()
          .disk("/dev/sda", 0, SIZE, 512)
          .disk("/dev/sda1", 1, SIZE, 512)
          .disk("/dev/sda2", 2, SIZE, 512)
          .disk("/dev/loop7", 77, SIZE, 512)
          .disk("/dev/loop8", 88, SIZE, 512)
          .directory("/mnt", 1)
          .image("/mnt/a", 1, 5, SIZE)
          .directory("/images", 64)
          .image("/images/a", 64, 5, SIZE)
          .image("/images/hard-link", 64, 5, SIZE)
          .image("/images/b", 64, 6, SIZE);
  private final FakeDisk sda =
      new FakeDisk("/dev/sda", 0, 2 * SIZE).partition(0, SIZE).partition(SIZE, SIZE);

  private Optional<String> how(String source, String target, FakeDisk... more) {
    var disks = Stream.concat(Stream.of(sda), Stream.of(more)).map(FakeDisk::disk).toList();
    var layers = new Layers(disks, outlook);
    return new Sameness(layers, outlook).of(subject(source, layers), subject(target, layers));
  }

  private Subject subject(String path, Layers layers) {
    return layers
        .look(Path.of(path))
        .map(layer ->
            new Subject(
                Refusal.Role.SOURCE,
                new Endpoint.ImageFile(layer.path()),
                Optional.of(layer.status()),
                Optional.empty(),
                layer.place(),
                false))
        .orElseGet(
            () -> Subject.toBeCreated(Refusal.Role.TARGET, new Endpoint.ImageFile(Path.of(path))));
  }

  @Test
  void twoPartitionsAreApart() {
    assertThat(how("/dev/sda1", "/dev/sda2")).isEmpty();
  }

  @Test
  void twoImagesAreApart() {
    assertThat(how("/images/a", "/images/b")).isEmpty();
  }

  @Test
  void filesOfOneNumberOnTwoFileSystemsAreApart() {
    assertThat(how("/images/a", "/mnt/a")).isEmpty();
  }

  @Test
  void oneDeviceByTwoNames() {
    outlook.disk("/dev/disk/by-id/x", 0, SIZE, 512);

    assertThat(how("/dev/sda", "/dev/disk/by-id/x"))
        .hasValue("/dev/sda and /dev/disk/by-id/x are the same device");
  }

  @Test
  void oneDeviceThatIsNotListed() {
    outlook.disk("/dev/odd", 55, SIZE, 512);

    assertThat(how("/dev/odd", "/dev/odd")).hasValue("/dev/odd and /dev/odd are the same device");
  }

  @Test
  void oneFileByTwoNames() {
    assertThat(how("/images/a", "/images/hard-link"))
        .hasValue("/images/a and /images/hard-link are the same file");
  }

  @Test
  void aPartitionAndItsDiskInBothDirections() {
    assertThat(how("/dev/sda2", "/dev/sda")).hasValue("/dev/sda2 is a partition of /dev/sda");
    assertThat(how("/dev/sda", "/dev/sda2")).hasValue("/dev/sda2 is a partition of /dev/sda");
  }

  @Test
  void partitionsThatOverlap() {
    sda.partition(SIZE / 2, SIZE);
    outlook.disk("/dev/sda3", 3, SIZE, 512);

    assertThat(how("/dev/sda1", "/dev/sda3"))
        .hasValue("/dev/sda1 and /dev/sda3 overlap on /dev/sda");
  }

  @Test
  void aLoopDeviceAndItsFileInBothDirections() {
    FakeDisk loop = new FakeDisk("/dev/loop7", 77, SIZE).over("/images/a");

    assertThat(how("/dev/loop7", "/images/hard-link", loop))
        .hasValue("/dev/loop7 is a loop device over /images/hard-link");
    assertThat(how("/images/a", "/dev/loop7", loop))
        .hasValue("/dev/loop7 is a loop device over /images/a");
  }

  @Test
  void aLoopDeviceOverAPartition() {
    FakeDisk loop = new FakeDisk("/dev/loop7", 77, SIZE).over("/dev/sda1");

    assertThat(how("/dev/sda", "/dev/loop7", loop)).isPresent();
    assertThat(how("/dev/sda2", "/dev/loop7", loop)).isEmpty();
  }

  @Test
  void twoLoopDevicesOverOneFile() {
    assertThat(
            how(
                "/dev/loop7",
                "/dev/loop8",
                new FakeDisk("/dev/loop7", 77, SIZE).over("/images/a"),
                new FakeDisk("/dev/loop8", 88, SIZE).over("/images/a")))
        .hasValue("/dev/loop7 and /dev/loop8 are both made of /images/a");
  }

  private Optional<String> ofParts(OptionalLong first, OptionalLong second) {
    return how(
        "/dev/loop7",
        "/dev/loop8",
        new FakeDisk("/dev/loop7", 77, SIZE).over("/images/a", first),
        new FakeDisk("/dev/loop8", 88, SIZE).over("/images/a", second));
  }

  @Test
  void twoLoopDevicesOverPartsOfOneFile() {
    String how = "/dev/loop7 and /dev/loop8 are both made of /images/a";

    assertThat(ofParts(OptionalLong.of(0), OptionalLong.of(SIZE))).isEmpty();
    assertThat(ofParts(OptionalLong.of(2 * SIZE), OptionalLong.of(SIZE))).isEmpty();
    assertThat(ofParts(OptionalLong.of(0), OptionalLong.of(SIZE - 512))).hasValue(how);
    assertThat(ofParts(OptionalLong.of(SIZE), OptionalLong.of(SIZE))).hasValue(how);
    assertThat(ofParts(OptionalLong.of(0), OptionalLong.empty())).hasValue(how);
    assertThat(ofParts(OptionalLong.empty(), OptionalLong.of(SIZE))).hasValue(how);
  }

  @Test
  void aLoopDeviceWhoseSizeIsNotTold() {
    assertThat(
            how(
                "/dev/loop7",
                "/dev/loop8",
                new FakeDisk("/dev/loop7", 77, 0).over("/images/a"),
                new FakeDisk("/dev/loop8", 88, SIZE).over("/images/a", OptionalLong.of(SIZE))))
        .isPresent();
  }

  @Test
  void twoPartitionsOfALoopDevice() {
    outlook.disk("/dev/loop71", 78, SIZE, 512).disk("/dev/loop72", 79, SIZE, 512);
    FakeDisk loop =
        new FakeDisk("/dev/loop7", 77, 4 * SIZE)
            .over("/images/a", OptionalLong.of(4096))
            .partition(0, SIZE)
            .partition(SIZE, SIZE);
    FakeDisk other =
        new FakeDisk("/dev/loop8", 88, SIZE).over("/images/a", OptionalLong.of(4096 + SIZE));

    assertThat(how("/dev/loop71", "/dev/loop72", loop)).isEmpty();
    assertThat(how("/dev/loop71", "/images/a", loop))
        .hasValue("/dev/loop71 is a loop device over /images/a");
    assertThat(how("/dev/loop71", "/dev/loop8", loop, other)).isEmpty();
    assertThat(how("/dev/loop72", "/dev/loop8", loop, other)).isPresent();
  }

  @Test
  void loopDevicesOverPartsOfADiskAndItsPartitions() {
    FakeDisk first = new FakeDisk("/dev/loop7", 77, 4096).over("/dev/sda", OptionalLong.of(0));
    FakeDisk second = new FakeDisk("/dev/loop8", 88, 4096).over("/dev/sda2", OptionalLong.of(4096));

    assertThat(how("/dev/loop7", "/dev/sda1", first)).isPresent();
    assertThat(how("/dev/loop7", "/dev/sda2", first)).isEmpty();
    assertThat(how("/dev/loop8", "/dev/sda2", second)).isPresent();
    assertThat(how("/dev/loop8", "/dev/sda1", second)).isEmpty();
    assertThat(how("/dev/loop7", "/dev/loop8", first, second)).isEmpty();
  }

  @Test
  void loopDevicesOverEachOther() {
    assertThat(
            how(
                "/dev/loop8",
                "/images/a",
                new FakeDisk("/dev/loop7", 77, SIZE).over("/images/a"),
                new FakeDisk("/dev/loop8", 88, SIZE).over("/dev/loop7")))
        .isPresent();
  }

  @Test
  void aKnotOfLoopDevicesEnds() {
    assertThat(
            how(
                "/dev/loop8",
                "/images/a",
                new FakeDisk("/dev/loop7", 77, SIZE).over("/dev/loop8"),
                new FakeDisk("/dev/loop8", 88, SIZE).over("/dev/loop7")))
        .isEmpty();
  }

  @Test
  void aLoopDeviceOverADeletedFileIsMadeOfNothingElse() {
    FakeDisk loop = new FakeDisk("/dev/loop7", 77, SIZE).over("/images/a (deleted)");

    assertThat(how("/dev/loop7", "/images/a", loop)).isEmpty();
  }

  @Test
  void aMappingAndTheDiskItIsMadeOfInBothDirections() {
    outlook.disk("/dev/dm-0", 30, SIZE, 512);
    FakeDisk mapping = new FakeDisk("/dev/dm-0", 30, SIZE);
    sda.partition(
        2 * SIZE, SIZE, new Use.Held("/dev/sda3", Use.HolderKind.CRYPT, "/dev/dm-0 (secret)"));

    assertThat(how("/dev/sda", "/dev/dm-0", mapping)).hasValue("/dev/dm-0 is made of /dev/sda");
    assertThat(how("/dev/dm-0", "/dev/sda", mapping)).hasValue("/dev/dm-0 is made of /dev/sda");
    assertThat(how("/dev/dm-0", "/dev/sda1", mapping)).isEmpty();
  }

  @Test
  void anImageOnAFileSystemOfTheSource() {
    assertThat(how("/dev/sda", "/mnt/a")).hasValue("/mnt/a lies on a file system of /dev/sda");
    assertThat(how("/dev/sda1", "/mnt/a")).hasValue("/mnt/a lies on a file system of /dev/sda1");
    assertThat(how("/dev/sda2", "/mnt/a")).isEmpty();
  }

  @Test
  void anImageToBeCreatedOnAFileSystemOfTheSource() {
    assertThat(how("/dev/sda", "/mnt/none")).isPresent();
    assertThat(how("/dev/sda", "/images/none")).isEmpty();
  }

  @Test
  void anImageOnAMappingOfTheSourceByItsMountPoint() {
    outlook.directory("/home", 30).image("/home/a", 30, 9, SIZE);
    sda.usedBy(new Use.Mount("/dev/dm-0", Path.of("/home"), true));

    assertThat(how("/dev/sda", "/home/a")).hasValue("/home/a lies on a file system of /dev/sda");
  }

  @Test
  void anImageOnAFileSystemThatMakesItsNumbersUp() {
    outlook.directory("/home", 90).image("/home/a", 91, 9, SIZE).image("/home/b", 92, 9, SIZE);
    outlook.mountedFrom("/home/a", "/dev/dm-0").mountedFrom("/home/b", "/dev/dm-1");
    sda.usedBy(new Use.Mount("/dev/dm-0", Path.of("/home"), true));

    assertThat(how("/dev/sda", "/home/a")).isPresent();
    assertThat(how("/dev/sda", "/home/b")).isEmpty();
  }

  @Test
  void whereNobodyCanTellTheMountPointDecides() {
    outlook.directory("/home", 90).image("/home/a", 91, 9, SIZE);
    sda.usedBy(new Use.Mount("/dev/dm-0", Path.of("/home"), true));

    assertThat(how("/dev/sda", "/home/a")).isPresent();
    assertThat(how("/dev/sda", "/images/a")).isEmpty();
  }

  @Test
  void aLoopDeviceOverAnImageOnTheSource() {
    FakeDisk loop = new FakeDisk("/dev/loop7", 77, SIZE).over("/mnt/a");

    assertThat(how("/dev/sda", "/dev/loop7", loop))
        .hasValue("/dev/loop7 lies on a file system of /dev/sda");
  }
}
