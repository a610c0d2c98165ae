package app.diptych.clone.check;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.Peers;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.Images;
import app.diptych.clone.Refusal;
import app.diptych.clone.Skipping;
import app.diptych.clone.Undo;
import app.diptych.disks.DiskInventory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Targets on file systems that are too small for them.
@Timeout(240)
final class RoomTest {
  private static final int SIZE = 16 << 20;

  @TempDir private Path folder;
  @RegisterExtension private final Undo undo = new Undo();

  @BeforeEach
  void needsMounts() {
    Peers.requireLoopDevices();
  }

  private Path fileSystem(String size) throws Exception {
    Path point = Files.createTempDirectory(folder, "tmpfs");
    Peers.run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", point.toString());
    undo.later(() -> Peers.run("umount", point.toString()));
    return point;
  }

  private static List<Refusal> refusals(Path source, Path target, CloneRequest.Options options) {
    return new Preflight(DiskInventory.of(List::of))
        .check(Images.request(source, target, options))
        .refusals();
  }

  private static List<Refusal> refusals(Path source, Path target) {
    return refusals(source, target, CloneRequest.Options.DEFAULT);
  }

  @Test
  void allOfADenseImageIsNeeded() throws Exception {
    Path target = fileSystem("4M").resolve("a.img");

    assertThat(refusals(Images.random(folder.resolve("dense"), 1, SIZE), target))
        .containsExactly(new Refusal.NoRoom(target, SIZE, 4 << 20));
    assertThat(refusals(Images.hole(folder.resolve("hole"), SIZE), target)).isEmpty();
  }

  @ParameterizedTest(name = "{0} of data in the target: {1} needed")
  @CsvSource({"0, 851968", "4096, 7335936"})
  void ofSmallHolesWhatIsWrittenBetweenThemIsNeededToo(int taken, long needed) throws Exception {
    Path source = Images.hole(folder.resolve("holes"), SIZE);
    try (var file = FileChannel.open(source, StandardOpenOption.WRITE)) {
      for (long at = (2 << 20) - 4096; at < 8 << 20; at += 512 << 10) {
        file.write(ByteBuffer.wrap(new byte[] {1}), at);
      }
    }
    Path target = fileSystem("512K").resolve("a.img");
    if (taken > 0) {
      Files.write(Images.hole(target, SIZE), new byte[taken], StandardOpenOption.WRITE);
    }

    assertThat(refusals(source, target))
        .containsExactly(new Refusal.NoRoom(target, needed, (512 << 10) - taken));
    var skipping = CloneRequest.Options.DEFAULT.with(new Skipping(0, Optional.empty()));
    assertThat(refusals(source, target, skipping)).isEmpty();
  }
}
