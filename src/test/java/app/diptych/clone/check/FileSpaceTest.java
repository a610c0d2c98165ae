package app.diptych.clone.check;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.Peers;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.Images;
import app.diptych.clone.Refusal;
import app.diptych.clone.Skipping;
import app.diptych.clone.Undo;
import app.diptych.disks.DiskInventory;
import app.diptych.report.ReportFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// File systems on which no file can be made, whatever the rights of their folders say.
@Timeout(240)
@EnabledOnOs(OS.LINUX)
final class FileSpaceTest {
  @TempDir private Path folder;
  @RegisterExtension private final Undo undo = new Undo();
  private Path source;
  private Path target;

  @BeforeEach
  void makeAPair() throws Exception {
    source = Images.random(folder.resolve("a.img"), 1, 4096);
    target = Images.random(folder.resolve("b.img"), 2, 4096);
  }

  private List<String> refusals(Path file) {
    var skipping = CloneRequest.Options.DEFAULT.with(new Skipping(0, Optional.of(file)));
    CloneRequest request = Images.request(source, target, skipping);
    CloneRequest plain = Images.request(source, target, CloneRequest.Options.DEFAULT);
    var preflight = new Preflight(DiskInventory.of(List::of));
    return List.of(
        preflight.check(request).refusals().toString(),
        ReportCheck.refusal(new ReportFile(file), plain).toString());
  }

  @Test
  void amongWhatTheKernelTellsThereIsNoPlaceForAFile() {
    Peers.requireLoopDevices();

    assertThat(refusals(Path.of("/proc/diptych.map")))
        .allSatisfy(it -> assertThat(it).contains("it cannot be written there"));
    assertThat(refusals(Path.of("/sys/kernel/diptych.map")))
        .allSatisfy(it -> assertThat(it).contains("it cannot be written there"));
  }

  @Test
  void aFileSystemThatIsFullTakesNone() throws Exception {
    Peers.requireLoopDevices();
    Path point = Files.createDirectory(folder.resolve("full"));
    Peers.run("mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", point.toString());
    undo.later(() -> Peers.run("umount", "--lazy", point.toString()));
    assertThat(refusals(point.resolve("x"))).containsExactly("[]", "Optional.empty");

    Files.write(point.resolve("all"), new byte[16 << 10]);

    assertThat(refusals(point.resolve("x")))
        .allSatisfy(it -> assertThat(it).contains("the file system there is full"));
  }

  private List<Refusal> refusalsOfTarget(Path image) throws Exception {
    CloneRequest request = Images.request(source, image, CloneRequest.Options.DEFAULT);
    return new Preflight(DiskInventory.of(List::of)).check(request).refusals();
  }

  @Test
  void amongWhatTheKernelTellsNoTargetIsMade() throws Exception {
    assertThat(refusalsOfTarget(Path.of("/proc/diptych.img")))
        .singleElement()
        .isInstanceOf(Refusal.NotAccessible.class);
  }

  @Test
  void aFileSystemThatTellsNoSizeTakesATarget() throws Exception {
    Peers.requireLoopDevices();
    Path point = Files.createDirectory(folder.resolve("memory"));
    Peers.run("mount", "-t", "ramfs", "ramfs", point.toString());
    undo.later(() -> Peers.run("umount", "--lazy", point.toString()));

    assertThat(refusalsOfTarget(point.resolve("x.img"))).isEmpty();
  }
}
