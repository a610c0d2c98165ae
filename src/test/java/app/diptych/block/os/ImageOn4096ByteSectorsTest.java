package app.diptych.block.os;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.LoopDevice;
import app.diptych.Peers;
import app.diptych.block.BlockDevice;
import app.diptych.block.BlockDeviceContract;
import app.diptych.block.Content;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Images on a disk of 4096-byte sectors: direct I/O does not reach their single sectors.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ImageOn4096ByteSectorsTest extends BlockDeviceContract {
  private Optional<LoopDevice> loop = Optional.empty();
  private Path mountPoint = Path.of("");
  private boolean isMounted;
  private int images;

  @BeforeAll
  void mount(@TempDir Path place) throws Exception {
    Peers.requireLoopDevices();
    Peers.require("mkfs.ext4");
    LoopDevice device = LoopDevice.create(place, 64 << 20, 4096);
    loop = Optional.of(device);
    mountPoint = Files.createDirectory(place.resolve("mounted"));
    Peers.run("mkfs.ext4", "-q", device.path().toString());
    Peers.run("mount", device.path().toString(), mountPoint.toString());
    isMounted = true;
  }

  @AfterAll
  void unmount() {
    try {
      if (isMounted) {
        Peers.run("umount", mountPoint.toString());
      }
    } finally {
      loop.ifPresent(LoopDevice::close);
    }
  }

  private Path next() {
    images++;
    Path path = mountPoint.resolve(images + ".img");
    closing(() -> Files.deleteIfExists(path));
    return path;
  }

  @Override
  protected BlockDevice open(long sectorCount) throws Exception {
    return closing(RawDevice.create(next(), sectorCount * 512, OpenOptions.TARGET));
  }

  @Override
  protected BlockDevice openReadOnly(byte[] content) throws Exception {
    return closing(RawDevice.open(Files.write(next(), content), OpenOptions.READ));
  }

  @Override
  protected int sectorSize() {
    return 512;
  }

  @Test
  void directTransfersWantWholeDiskSectors() throws Exception {
    Path path = Files.write(next(), new byte[8192]);
    try (OpenFile file = new LinuxSyscalls().open(path, OpenMode.direct(OpenOptions.READ))) {
      assertThat(file.alignment()).isEqualTo(4096);
    }
  }

  @Test
  void anOddTailIsOneWithTheRestAndDurable() throws Exception {
    int size = 3 * 4096 + 512;
    Path path = next();
    byte[] expected;
    try (RawDevice device = RawDevice.create(path, size, OpenOptions.TARGET)) {
      expected = Content.fill(device, 1);
      byte[] last = Content.random(2, 512);
      Content.write(device, size - 512, last);
      System.arraycopy(last, 0, expected, size - 512, 512);
      byte[] across = Content.random(3, 1024);
      Content.write(device, 8192 - 512, across);
      System.arraycopy(across, 0, expected, 8192 - 512, 1024);
      byte[] page = Content.random(4, 4096);
      Content.write(device, 8192, page);
      System.arraycopy(page, 0, expected, 8192, 4096);

      assertThat(Content.readAll(device)).isEqualTo(expected);
      device.flush();
      device.dropCache();
      assertThat(Content.readAll(device)).isEqualTo(expected);
    }
    assertThat(path).satisfies(Content.of(expected));
  }
}
