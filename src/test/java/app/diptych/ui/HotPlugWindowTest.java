package app.diptych.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.LoopDevice;
import app.diptych.disks.Disk;
import app.diptych.disks.DiskInventory;
import app.diptych.ui.disks.Plugged;
import app.diptych.ui.job.ScriptedJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.text.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;

/// Real disks that come and go under an open window.
@ExtendWith(ApplicationExtension.class)
final class HotPlugWindowTest {
  private static final long SIZE = 8 << 20;

  @RegisterExtension
  private final OpenWindow window =
      new OpenWindow(
          SampleMachine.of(
              new OfHere(Plugged.real(DiskInventory.ofThisMachine())), new ScriptedJob()));

  @TempDir private Path folder;

  /// The disks of this test: whoever plugs in others meanwhile plugs in none of those it looks for.
  private final class OfHere implements Plugged {
    private final Plugged all;

    OfHere(Plugged all) {
      this.all = all;
    }

    @Override
    public List<Disk> list() {
      return all.list().stream().filter(this::isOfHere).toList();
    }

    private boolean isOfHere(Disk disk) {
      return disk.backingFile().filter(file -> file.startsWith(folder)).isPresent();
    }

    @Override
    public Runnable watch(Runnable onChange) {
      return all.watch(onChange);
    }
  }

  private static String id(LoopDevice loop) {
    return "source-" + loop.path().getFileName();
  }

  private void awaitListing() {
    window.await(
        () -> window.model().disks().statusProperty().get().contains("disk"), "it has listed once");
  }

  @Test
  void aDiskIsShownOnceItIsPluggedInAndGoesOnceItIsNot() {
    awaitListing();

    LoopDevice loop = LoopDevice.create(folder, SIZE, 4096);
    window.awaitShown(id(loop), true);
    assertThat(window.textsIn(id(loop))).contains("Just plugged in", "4096-byte sectors");

    loop.close();
    window.awaitShown(id(loop), false);
  }

  @Test
  void whatIsPickedStaysWhileOthersComeAndGoesWithItsDisk() {
    LoopDevice picked = LoopDevice.create(folder, SIZE, 512);
    window.click(id(picked));
    try (LoopDevice other = LoopDevice.create(folder, SIZE, 512)) {
      window.awaitShown(id(other), true);
      assertThat(window.model().plan().source()).isPresent();
    }

    picked.close();

    window.awaitText("source-notice", "was taken away");
    assertThat(window.model().plan().source()).isEmpty();
  }

  @Test
  void twinsAreTold() throws IOException {
    try (LoopDevice one = twin("first");
        LoopDevice other = twin("second")) {
      window.awaitShown(id(one), true);
      window.awaitShown(id(other), true);
      window.await(
          () -> window.robot().lookup("#" + id(other) + " .twin-difference").tryQuery().isPresent(),
          "the twin is told");

      Text stressed = window.robot().lookup("#" + id(other) + " .twin-difference").query();
      assertThat(stressed.getText()).isEqualTo("second");
    }
  }

  private LoopDevice twin(String name) throws IOException {
    Path file = Files.createDirectory(folder.resolve(name)).resolve("disk.img");
    Files.write(file, new byte[Math.toIntExact(SIZE)]);
    return LoopDevice.of(file, 512);
  }

  @Test
  void theDiskThatIsPluggedInAgainIsTheOne() throws IOException {
    Path file = Files.write(folder.resolve("sought.img"), new byte[Math.toIntExact(SIZE)]);
    LoopDevice sought = LoopDevice.of(file, 512);
    window.awaitShown(id(sought), true);

    window.click("identify");
    sought.close();
    window.awaitText("identify-words", "sought.img");
    try (LoopDevice again = LoopDevice.of(file, 512)) {
      window.awaitText("identify-words", "The disk that was plugged in is sought.img");
      assertThat(window.textsIn(id(again))).contains("Just plugged in");
      window.click("identify-end");
      window.awaitShown("identify-line", false);
    }
  }
}
