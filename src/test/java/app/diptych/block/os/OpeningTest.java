package app.diptych.block.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import app.diptych.block.Content;
import app.diptych.block.DeviceException;
import app.diptych.block.Durability;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What can be opened, what not, and what is said then.
final class OpeningTest {
  private static final long HUGE = 1L << 62;

  @TempDir Path folder;

  private Path image(int size) throws IOException {
    return Files.write(folder.resolve("disk.img"), Content.random(1, size));
  }

  @Test
  void whatIsNotThereIsNotOpened() {
    Path path = folder.resolve("none.img");

    assertThatThrownBy(() -> RawDevice.open(path, OpenOptions.READ))
        .isInstanceOf(DeviceException.Unknown.class)
        .hasMessage("open " + path + ": ENOENT (No such file or directory)");
  }

  @Test
  void aFileIsNoFolder() throws Exception {
    Path path = image(512).resolve("disk.img");

    assertThatThrownBy(() -> RawDevice.open(path, OpenOptions.READ))
        .isInstanceOf(DeviceException.Unknown.class);
  }

  @Test
  void aFolderIsNoImage() {
    assertThatThrownBy(() -> RawDevice.open(folder, OpenOptions.READ))
        .isInstanceOf(DeviceException.Unknown.class)
        .hasMessage("open " + folder + ": EISDIR (Is a directory)");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aCharacterDeviceIsNoDisk() {
    assertThatThrownBy(() -> RawDevice.open(Path.of("/dev/null"), OpenOptions.READ))
        .isInstanceOf(DeviceException.Unknown.class)
        .hasMessage("open /dev/null: neither a disk nor an image file");
  }

  @Test
  void anImageIsOfWholeSectors() throws Exception {
    Path path = image(1000);

    assertThatThrownBy(() -> RawDevice.open(path, OpenOptions.READ))
        .isInstanceOf(DeviceException.OddSize.class)
        .hasMessage("open " + path + ": its 1000 bytes are no whole number of sectors of 512");
  }

  @ParameterizedTest
  @ValueSource(strings = {"with space.img", "Größe.img", "磁盘.img", "100%25.img", "a?b#c;d.img"})
  @EnabledOnOs(OS.LINUX)
  void namesAreTakenAsTheyAre(String name) throws Exception {
    Path path = folder.resolve(name);

    RawDevice.create(path, 512, OpenOptions.TARGET).close();

    assertThat(path).hasSize(512);
    try (RawDevice device = RawDevice.open(path, OpenOptions.READ)) {
      assertThat(device.name()).isEqualTo(path.toString());
    }
  }

  @Test
  void symbolicLinksAreFollowed() throws Exception {
    Path path = image(512);
    Path link = Files.createSymbolicLink(folder.resolve("link"), path);

    assertThat(FileStatus.of(link)).isEqualTo(FileStatus.of(path)).isPresent();
    Path nowhere = Files.createSymbolicLink(folder.resolve("nowhere"), folder.resolve("none"));
    assertThat(FileStatus.of(nowhere)).isEmpty();
  }

  @Test
  void twoNamesOfOneFileAreTheSame() throws Exception {
    Path path = image(512);
    Path other = Files.createLink(folder.resolve("other.img"), path);
    Path copy = Files.copy(path, folder.resolve("copy.img"));

    assertThat(FileStatus.of(other)).isEqualTo(FileStatus.of(path));
    assertThat(FileStatus.of(copy)).isNotEqualTo(FileStatus.of(path));
  }

  @Test
  void tellsWhatStandsBehindAPath() throws Exception {
    assertThat(FileStatus.of(image(512)).map(FileStatus::kind)).contains(FileKind.REGULAR_FILE);
    assertThat(FileStatus.of(folder).map(FileStatus::kind)).contains(FileKind.DIRECTORY);
    assertThat(FileStatus.of(folder.resolve("none"))).isEmpty();
  }

  @Test
  void theOpenHandleKnowsWhoItIs() throws Exception {
    Path path = image(1024);
    FileStatus status = FileStatus.of(path).orElseThrow();
    try (RawDevice device = RawDevice.open(path, OpenOptions.READ)) {
      Identity identity = device.identity();

      assertThat(identity.kind()).isEqualTo(FileKind.REGULAR_FILE);
      assertThat(identity.inode()).isEqualTo(status.inode());
      assertThat(identity.major()).isEqualTo(status.major());
      assertThat(identity.minor()).isEqualTo(status.minor());
      assertThat(identity.size()).isEqualTo(1024);
      assertThat(identity.diskseq()).isEmpty();
    }
  }

  @Test
  void anExclusiveImageHasOneHolder() throws Exception {
    Path path = image(512);
    try (RawDevice first = RawDevice.open(path, OpenOptions.TARGET)) {
      assertThatThrownBy(() -> RawDevice.open(path, OpenOptions.TARGET))
          .isInstanceOf(DeviceException.Busy.class)
          .hasMessage("open " + first.name() + ": EAGAIN (Resource temporarily unavailable)");
      RawDevice.open(path, OpenOptions.LIVE).close();
    }
    RawDevice.open(path, OpenOptions.TARGET).close();
  }

  @Test
  void createsAnImageThatTakesNoSpace() throws Exception {
    Path path = folder.resolve("sparse.img");
    try (RawDevice device = RawDevice.create(path, 1L << 30, OpenOptions.TARGET)) {
      assertThat(device.geometry().size()).isEqualTo(1L << 30);
      assertThat(device.allocatedBytes()).isLessThan(1 << 20);
    }
  }

  @Test
  void createsNothingOverWhatIsThere() throws Exception {
    Path path = image(512);

    assertThatThrownBy(() -> RawDevice.create(path, 1024, OpenOptions.TARGET))
        .isInstanceOf(DeviceException.Unknown.class)
        .hasMessage("open " + path + ": EEXIST (File exists)");
    assertThat(path).satisfies(Content.of(Content.random(1, 512)));
  }

  @Test
  void createsNoImageOfPartOfASectorOrForReading() {
    Path path = folder.resolve("odd.img");

    assertThatThrownBy(() -> RawDevice.create(path, 1000, OpenOptions.TARGET))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RawDevice.create(path, 1024, OpenOptions.READ))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(path).doesNotExist();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void leavesNoFileBehindWhenCreatingFails() throws IOException {
    Path path = folder.resolve("huge.img");
    assumeThat(takesFilesOf(HUGE)).as("a file system that takes files of any size").isFalse();

    assertThatThrownBy(() -> RawDevice.create(path, HUGE, OpenOptions.TARGET))
        .isInstanceOf(DeviceException.class)
        .hasMessageContaining("EFBIG (File too large)");
    assertThat(path).doesNotExist();
  }

  private boolean takesFilesOf(long size) throws IOException {
    Path path = Files.createTempFile(folder, "probe", ".img");
    try (var file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(size);
      return true;
    } catch (IOException _) {
      return false;
    } finally {
      Files.delete(path);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void leavesNoFileBehindWhenOpeningWhatWasCreatedFails() {
    Path path = folder.resolve("disk.img");
    FakeSystem system =
        new FakeSystem(file ->
            new PassingFile(file) {
              @Override
              public long size() throws SystemFailure {
                throw new SystemFailure(Errno.EIO);
              }
            });

    assertThatThrownBy(() -> RawDevice.create(system, path, 512, OpenOptions.TARGET))
        .isInstanceOf(DeviceException.Unknown.class);
    assertThat(path).doesNotExist();
    assertThat(system.openFiles()).isZero();
  }

  @Test
  void aFileSystemMayRefuseDirectTransfersAtTheOpen() throws Exception {
    Path path = image(8192);
    Syscalls refusing = new Refusing(Errno.EINVAL);
    try (RawDevice device = RawDevice.open(refusing, path, OpenOptions.TARGET)) {
      assertThat(Content.readAll(device)).isEqualTo(Content.random(1, 8192));
      Content.write(device, 512, Content.random(2, 512));
      device.flush();

      assertThat(Content.read(device, 512, 512)).isEqualTo(Content.random(2, 512));
    }
  }

  @Test
  void aDiskThatRefusesWritersIsReadOnlyIfItSaysSo() throws Exception {
    Path path = image(8192);
    Syscalls guarded =
        new Refusing(Errno.EACCES) {
          @Override
          public OpenFile open(Path path, OpenMode mode) throws SystemFailure {
            return new PassingFile(super.open(path, mode)) {
              @Override
              public boolean isReadOnly() {
                return true;
              }
            };
          }
        };

    assertThatThrownBy(() -> RawDevice.open(guarded, path, OpenOptions.TARGET))
        .isInstanceOf(DeviceException.ReadOnly.class)
        .hasMessage("open " + path + ": the device is read-only");
  }

  @Test
  void otherRefusalsAreNotTriedAnotherWay() throws Exception {
    Path path = image(8192);

    assertThatThrownBy(() -> RawDevice.open(new Refusing(Errno.EMFILE), path, OpenOptions.READ))
        .isInstanceOf(DeviceException.Unknown.class)
        .hasMessage("open " + path + ": EMFILE (Too many open files)");
    assertThatThrownBy(() -> RawDevice.open(new Refusing(Errno.EACCES), path, OpenOptions.LIVE))
        .isInstanceOf(DeviceException.Denied.class);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFileSystemMayRefuseDirectTransfersLater() throws Exception {
    Path path = image(8192);
    AtomicInteger opened = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    UnaryOperator<OpenFile> refusing =
        file ->
            opened.getAndIncrement() > 0
                ? file
                : new PassingFile(file) {
                  @Override
                  public long read(MemorySegment buffer, long offset) throws SystemFailure {
                    refused.incrementAndGet();
                    throw new SystemFailure(Errno.EINVAL);
                  }

                  @Override
                  public long write(MemorySegment buffer, long offset) throws SystemFailure {
                    refused.incrementAndGet();
                    throw new SystemFailure(Errno.EINVAL);
                  }
                };
    try (RawDevice device = RawDevice.open(new FakeSystem(refusing), path, OpenOptions.TARGET)) {
      byte[] bytes = Content.fill(device, 3);

      assertThat(Content.readAll(device)).isEqualTo(bytes);
      assertThat(refused).hasValue(2);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aPathThatChangesItsMeaningIsNotOpened() throws Exception {
    Path path = image(512);
    AtomicInteger opened = new AtomicInteger();
    FakeSystem system =
        new FakeSystem(file ->
            opened.getAndIncrement() == 0
                ? file
                : new PassingFile(file) {
                  @Override
                  public FileStatus status() {
                    return new FileStatus(FileKind.REGULAR_FILE, 0, 0, 1);
                  }
                });

    assertThatThrownBy(() -> RawDevice.open(system, path, OpenOptions.READ))
        .isInstanceOf(DeviceException.Unknown.class)
        .hasMessage("open " + path + ": the path changed its meaning while it was opened");
    assertThat(system.openFiles()).isZero();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void rawDisksNeedLinux() throws Exception {
    assertThat(RawDevice.supportsDisks()).isTrue();
    assertThat(new PortableSyscalls().supportsDisks()).isFalse();
    Syscalls other =
        new Refusing(Errno.EIO) {
          @Override
          public Optional<FileStatus> status(Path path) {
            return Optional.of(new FileStatus(FileKind.BLOCK_DEVICE, 8, 16, 0));
          }
        };

    assertThatThrownBy(() -> RawDevice.open(other, Path.of("/dev/sdb"), OpenOptions.READ))
        .isInstanceOf(DeviceException.Unimplemented.class)
        .hasMessage("open /dev/sdb: raw disks need Linux");
  }

  @Test
  void durableWritesAreWrites() throws Exception {
    Path path = image(8192);
    OpenOptions durable = new OpenOptions(true, Sharing.NOBODY, Durability.ON_WRITE);
    try (RawDevice device = RawDevice.open(path, durable)) {
      byte[] bytes = Content.fill(device, 5);
      device.dropCache();

      assertThat(Content.readAll(device)).isEqualTo(bytes);
    }
  }

  /// A system without disks that refuses to open a file past the cache.
  private static class Refusing implements Syscalls {
    private final Syscalls below = new PortableSyscalls();
    private final Errno word;

    Refusing(Errno word) {
      this.word = word;
    }

    @Override
    public boolean supportsDisks() {
      return below.supportsDisks();
    }

    @Override
    public Optional<FileStatus> status(Path path) throws SystemFailure {
      return below.status(path);
    }

    @Override
    public OpenFile open(Path path, OpenMode mode) throws SystemFailure {
      if (mode.isDirect()) {
        throw new SystemFailure(word);
      }
      return below.open(path, mode);
    }

    @Override
    public void create(Path path, long size) throws SystemFailure {
      below.create(path, size);
    }
  }
}
