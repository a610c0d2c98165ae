package app.diptych.block.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.block.Content;
import app.diptych.block.DeviceException;
import app.diptych.block.Extent;
import app.diptych.block.Region;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Images where Java alone reaches them.
final class PortableSyscallsTest {
  private static final Syscalls SYSTEM = new PortableSyscalls();

  @TempDir Path folder;

  @Test
  void tellsOneFileFromAnother() throws Exception {
    Path path = Files.write(folder.resolve("a.img"), new byte[512]);
    Path other = Files.write(folder.resolve("b.img"), new byte[512]);
    Path link = Files.createSymbolicLink(folder.resolve("link"), path);

    assertThat(SYSTEM.status(link)).isEqualTo(SYSTEM.status(path)).isPresent();
    assertThat(SYSTEM.status(other)).isNotEqualTo(SYSTEM.status(path));
    assertThat(SYSTEM.status(folder).map(FileStatus::kind)).contains(FileKind.DIRECTORY);
    assertThat(SYSTEM.status(folder.resolve("none"))).isEmpty();
  }

  @Test
  void anExclusiveImageHasOneHolder() throws Exception {
    Path path = Files.write(folder.resolve("a.img"), new byte[512]);
    try (RawDevice _ = RawDevice.open(SYSTEM, path, OpenOptions.TARGET)) {
      assertThatThrownBy(() -> RawDevice.open(SYSTEM, path, OpenOptions.TARGET))
          .isInstanceOf(DeviceException.Busy.class);
    }
  }

  @Test
  void createsNothingOverWhatIsThere() throws Exception {
    Path path = Files.write(folder.resolve("a.img"), new byte[512]);

    assertThatThrownBy(() -> RawDevice.create(SYSTEM, path, 512, OpenOptions.TARGET))
        .isInstanceOf(DeviceException.Unknown.class)
        .hasMessage("open " + path + ": EEXIST (File exists)");
  }

  @Test
  void createsAnEmptyImage() throws Exception {
    Path path = folder.resolve("empty.img");
    try (RawDevice device = RawDevice.create(SYSTEM, path, 0, OpenOptions.TARGET)) {
      assertThat(device.geometry().size()).isZero();
      assertThat(device.allocatedBytes()).isZero();
    }
  }

  @Test
  void knowsNothingOfHolesAndDropsNothing() throws Exception {
    Path path = Files.write(folder.resolve("a.img"), Content.random(1, 1024));
    try (RawDevice device = RawDevice.open(SYSTEM, path, OpenOptions.READ)) {
      Region region = device.geometry().region();

      assertThat(device.extents(region)).containsExactly(new Extent(region, Extent.Kind.DATA));
      assertThat(device.identity().diskseq()).isEmpty();
      device.dropCache();
    }
  }

  @Test
  void javasExceptionsAreWords() {
    assertThat(PortableSyscalls.failure(new AccessDeniedException("a")).errno())
        .isEqualTo(Errno.EACCES);
    assertThat(PortableSyscalls.failure(new ClosedChannelException()).errno())
        .isEqualTo(Errno.ENXIO);
    assertThat(PortableSyscalls.failure(new IOException("No space left on device")).errno())
        .isEqualTo(Errno.ENOSPC);
    assertThat(PortableSyscalls.failure(new IOException("no idea"))).hasMessage("no idea");
  }
}
