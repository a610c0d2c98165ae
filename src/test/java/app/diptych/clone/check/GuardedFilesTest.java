package app.diptych.clone.check;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.LoopDevice;
import app.diptych.Peers;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.Images;
import app.diptych.clone.Refusal;
import app.diptych.clone.Skipping;
import app.diptych.clone.Undo;
import app.diptych.clone.Verdict;
import app.diptych.clone.Wording;
import app.diptych.disks.DiskInventory;
import app.diptych.report.ReportFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What `chattr` keeps even root from writing to, on a real file system.
@Timeout(240)
final class GuardedFilesTest {
  private static final int SIZE = 4096;

  @TempDir private Path folder;
  @RegisterExtension private final Undo undo = new Undo();
  private final Preflight preflight = new Preflight(DiskInventory.ofThisMachine());
  private Path point;
  private Path source;

  @BeforeEach
  void makeAFileSystem() throws Exception {
    Peers.requireLoopDevices();
    List.of("mkfs.ext4", "chattr").forEach(Peers::require);
    Path disk = Images.hole(folder.resolve("disk"), 16 << 20);
    LoopDevice loop = undo.later(LoopDevice.of(disk, 512));
    Peers.run("mkfs.ext4", "-q", "-F", loop.toString());
    point = Files.createDirectory(folder.resolve("mnt"));
    Peers.run("mount", loop.toString(), point.toString());
    undo.later(() -> Peers.run("umount", point.toString()));
    source = Images.random(folder.resolve("source"), 3, SIZE);
  }

  private Path guarded(String attribute, Path path) {
    Peers.run("chattr", "+" + attribute, path.toString());
    undo.later(() -> Peers.run("chattr", "-" + attribute, path.toString()));
    return path;
  }

  private Verdict check(Path from, Path target) {
    return preflight.check(Images.request(from, target, CloneRequest.Options.DEFAULT));
  }

  private String refusal(Path target) {
    List<Refusal> refusals = check(source, target).refusals();
    assertThat(refusals).singleElement().isInstanceOf(Refusal.NotAccessible.class);
    return Wording.of(refusals.getFirst());
  }

  @Test
  void whatNobodyMayWriteToIsToldWithWhatTakesThatBack() throws Exception {
    Path immutable = guarded("i", Images.random(point.resolve("i"), 4, SIZE));
    Path appended = guarded("a", Images.random(point.resolve("a"), 5, SIZE));
    Path closed = guarded("i", Files.createDirectory(point.resolve("d")));
    Path open = guarded("a", Files.createDirectory(point.resolve("e")));

    assertThat(refusal(immutable)).contains("immutable", "chattr -i");
    assertThat(refusal(Files.createSymbolicLink(folder.resolve("link"), immutable)))
        .contains("immutable");
    assertThat(refusal(appended)).contains("append-only", "chattr -a");
    assertThat(refusal(closed.resolve("new"))).contains("its folder", "chattr -i");
    assertThat(check(source, open.resolve("new")).refusals()).isEmpty();
    assertThat(check(immutable, folder.resolve("copy")).refusals()).isEmpty();
  }

  @Test
  void aMapOrReportThatNobodyMayReplaceIsRefusedBeforehand() throws Exception {
    Path appended = guarded("a", Files.createFile(point.resolve("a")));
    Path open = guarded("a", Files.createDirectory(point.resolve("e")));
    Path copy = folder.resolve("copy");
    CloneRequest plain = Images.request(source, copy, CloneRequest.Options.DEFAULT);

    for (Path file : List.of(appended, open.resolve("new"), point.resolve("free"))) {
      var skipping = new Skipping(0, Optional.of(file));
      CloneRequest mapped =
          Images.request(source, copy, CloneRequest.Options.DEFAULT.with(skipping));
      boolean isFree = file.endsWith("free");
      assertThat(preflight.check(mapped).isClear()).as("map " + file).isEqualTo(isFree);
      assertThat(ReportCheck.refusal(new ReportFile(file), plain).isEmpty())
          .as("report " + file)
          .isEqualTo(isFree);
    }
  }
}
