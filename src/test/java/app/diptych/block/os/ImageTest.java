package app.diptych.block.os;

import app.diptych.block.BlockDevice;
import app.diptych.block.BlockDeviceContract;
import app.diptych.block.Durability;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// Images in files, by every way that leads to them.
final class ImageTest {

  abstract static class Contract extends BlockDeviceContract {
    abstract Syscalls system();

    Path place() throws Exception {
      return folder();
    }

    OpenOptions options() {
      return OpenOptions.TARGET;
    }

    @Override
    protected BlockDevice open(long sectorCount) throws Exception {
      Path path = place().resolve("an ïmage.img");
      return closing(RawDevice.create(system(), path, sectorCount * 512, options()));
    }

    @Override
    protected BlockDevice openReadOnly(byte[] content) throws Exception {
      Path path = Files.write(place().resolve("fixed.img"), content);
      return closing(RawDevice.open(system(), path, OpenOptions.READ));
    }

    @Override
    protected int sectorSize() {
      return 512;
    }
  }

  @Nested
  @EnabledOnOs(OS.LINUX)
  final class PastTheCache extends Contract {
    @Override
    Syscalls system() {
      return new LinuxSyscalls();
    }
  }

  @Nested
  @EnabledOnOs(OS.LINUX)
  final class DurableOnWrite extends Contract {
    @Override
    Syscalls system() {
      return new LinuxSyscalls();
    }

    @Override
    OpenOptions options() {
      return new OpenOptions(true, Sharing.NOBODY, Durability.ON_WRITE);
    }
  }

  @Nested
  @EnabledOnOs(OS.LINUX)
  final class InMemory extends Contract {
    @Override
    Syscalls system() {
      return new LinuxSyscalls();
    }

    @Override
    Path place() throws Exception {
      Path memory = Path.of("/dev/shm");
      Assumptions.assumeTrue(Files.isWritable(memory), "not tested here: no tmpfs");
      Path place = Files.createTempDirectory(memory, "image");
      closing(() -> removeAll(place));
      return place;
    }
  }

  @Nested
  final class WithJavaAlone extends Contract {
    @Override
    Syscalls system() {
      return new PortableSyscalls();
    }
  }

  private static void removeAll(Path folder) throws Exception {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
