package app.diptych.disks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// OSHI's enumeration on a machine of files. OSHI reads the place of sysfs once in the life of a
/// virtual machine, so it gets one of its own.
final class OshiNamesTest {

  /// Writes the names to the file it is given, in the virtual machine of its own.
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws IOException {
      Files.write(Path.of(arguments[0]), new OshiNames().get());
    }
  }

  @Test
  void oshiNamesWhatHasADeviceBehindIt(@TempDir Path directory) throws Exception {
    var machine = new FakeMachine(directory.resolve("machine"));
    machine.disk("nvme0n1", "pci0000:00/0000:01:00.0/nvme/nvme0", 1 << 30);
    machine.disk("sda", "pci0000:00/usb1/host0/target0:0:0/0:0:0:0", 0).partition("sda1", 1, 1);
    machine.disk("mmcblk0", "platform/mmc_host/mmc0/mmc0:0001", 1 << 30);
    machine.mapping("loop0", 1 << 30).with("loop/backing_file", "/a");
    machine.mapped("dm-0", "vg-a", "LVM-", 1 << 30);
    machine.mapping("md0", 1 << 30);

    List<String> names = runInItsOwn(machine.roots().sys(), directory.resolve("names"));

    assertThat(names).containsExactlyInAnyOrder("mmcblk0", "nvme0n1", "sda");
  }

  private static List<String> runInItsOwn(Path sys, Path output) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Doshi.util.sys.path=" + sys,
                "-cp",
                classPath(),
                Writer.class.getName(),
                output.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return Files.readAllLines(output);
    } finally {
      process.destroyForcibly();
    }
  }

  private static String classPath() throws Exception {
    String own = OshiNamesTest.class.getResource("OshiNamesTest.class").toString();
    String tests = own.substring(0, own.indexOf("app/diptych/"));
    return String.join(
        File.pathSeparator,
        Stream.concat(
                Stream.of(Path.of(URI.create(tests)).toString()),
                Stream.of("jdk.module.path", "java.class.path")
                    .map(name -> System.getProperty(name, "")))
            .toList());
  }
}
