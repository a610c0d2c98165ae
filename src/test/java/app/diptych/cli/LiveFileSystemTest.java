package app.diptych.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.Peers;
import app.diptych.block.Content;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A machine's disk that is mirrored while it is in use: the export, made a block device by a
/// client in user space, with a file system that is mounted and worked on.
@EnabledOnOs(OS.LINUX)
@Timeout(240)
final class LiveFileSystemTest {
  private static final int SIZE = 128 << 20;
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"write-blocking", "background"})
  void aFileSystemInUseIsCopiedSoundAndWhole(String mode) throws Exception {
    Peers.requireLoopDevices();
    // Holes would be copied at once.
    Path source = Files.write(folder.resolve("source.img"), Content.random(1, SIZE));
    Path copy = folder.resolve("copy.img");
    Map<String, String> sums;
    Dist dist = Dist.create(folder.resolve("dist"));
    try (var target = SlowedTarget.create(copy, SIZE);
        var program =
            new RunningProgram(
                dist,
                "mirror",
                source.toString(),
                target.uri().toString(),
                "--yes",
                "--copy-mode=" + mode)) {
      sums = workOn(program, target);
      assertThat(program.end("TERM")).isZero();
      assertThat(program.last()).contains("\"outcome\":\"completed\"");
    }
    Peers.run("cmp", source.toString(), copy.toString());
    assertThat(compare(source, copy)).contains("identical");
    Peers.run("e2fsck", "-fn", copy.toString());
    try (MountedDisk copied = MountedDisk.of(folder, copy, "loop,ro")) {
      assertThat(copied.sums()).isEqualTo(sums).hasSizeGreaterThan(100);
    }
  }

  // While it is copied and in sync; leaves it unmounted.
  private Map<String, String> workOn(RunningProgram program, SlowedTarget target) throws Exception {
    try (FuseDisk disk = FuseDisk.of(folder, program.uri())) {
      Peers.run("mkfs.ext4", "-q", disk.path().toString());
      try (MountedDisk mounted = MountedDisk.of(folder, disk.path(), "rw")) {
        mounted.work("while-copying", 1);
        assertThat(program.phase()).isEqualTo("copying");
        target.letGo();
        program.awaitPhase("in-sync");
        mounted.work("in-sync", 2);
        return mounted.sums();
      }
    }
  }

  private static String compare(Path one, Path other) {
    return Peers.run(
        "qemu-img", "compare", "-f", "raw", "-F", "raw", one.toString(), other.toString());
  }
}
