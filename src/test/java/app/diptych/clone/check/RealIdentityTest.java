package app.diptych.clone.check;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.Await;
import app.diptych.LoopDevice;
import app.diptych.Peers;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.Endpoint;
import app.diptych.clone.Images;
import app.diptych.clone.Refusal;
import app.diptych.clone.Refusal.Role;
import app.diptych.clone.Undo;
import app.diptych.disks.DiskInventory;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What was picked, and has become another since, on real loop devices.
@Timeout(240)
final class RealIdentityTest {
  private static final int SIZE = 16 << 20;

  @TempDir private Path folder;
  @RegisterExtension private final Undo undo = new Undo();
  private final Preflight preflight = new Preflight(DiskInventory.ofThisMachine());

  private LoopDevice loop(long seed) throws Exception {
    Path file = Images.random(folder.resolve("disk" + seed + ".img"), seed, SIZE);
    return undo.later(LoopDevice.of(file, 512));
  }

  @Test
  void anotherDiskInThePlaceOfTheOneThatWasPickedIsRefused() throws Exception {
    LoopDevice target = loop(2);
    OptionalLong picked = diskseq(target);
    var request =
        new CloneRequest(
            new Endpoint.DiskPath(loop(1).path()),
            new Endpoint.DiskPath(target.path(), picked),
            CloneRequest.Options.DEFAULT);
    assertThat(preflight.check(request).refusals()).isEmpty();

    Path other = Images.random(folder.resolve("other.img"), 3, SIZE);
    Peers.run("losetup", "--detach", target.toString());
    // Another test may have it for a moment.
    Await.until("the place is free", () -> isIn(target, other));

    assertThat(preflight.check(request).refusals())
        .containsExactly(
            new Refusal.IdentityChanged(
                Role.TARGET, target.toString(), "another disk has taken its place"));
  }

  private static boolean isIn(LoopDevice place, Path image) throws Exception {
    try {
      Peers.run("losetup", place.toString(), image.toString());
      return true;
    } catch (IllegalStateException _) {
      return false;
    }
  }

  @Test
  void aFileThatIsThereAfterAllIsRefused() throws Exception {
    Path target = folder.resolve("new.img");
    var request =
        new CloneRequest(
            new Endpoint.DiskPath(loop(1).path()),
            new Endpoint.ImageFile(target, true),
            CloneRequest.Options.DEFAULT);
    assertThat(preflight.check(request).refusals()).isEmpty();

    Images.random(target, 2, SIZE);

    assertThat(preflight.check(request).refusals())
        .containsExactly(
            new Refusal.IdentityChanged(
                Role.TARGET, target.toString(), "another file has taken its place"));
  }

  private static OptionalLong diskseq(LoopDevice loop) {
    return DiskInventory.ofThisMachine().list().stream()
        .filter(disk -> disk.path().equals(loop.toString()))
        .findFirst()
        .orElseThrow()
        .diskseq();
  }
}
