package app.diptych.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.clone.CloneRequest;
import app.diptych.clone.Refusal;
import app.diptych.clone.Verdict;
import app.diptych.clone.Warning;
import app.diptych.disks.Disk;
import app.diptych.disks.Use;
import app.diptych.ui.disks.Candidate;
import app.diptych.ui.job.ScriptedJob;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import javafx.geometry.Rectangle2D;
import javafx.scene.control.Button;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.stage.Screen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testfx.framework.junit5.ApplicationExtension;

/// The window, on a machine that says what the test wants.
@ExtendWith(ApplicationExtension.class)
final class WindowTest {
  private static final Verdict CLEAR = new Verdict(List.of(), List.of(), OptionalLong.of(64));

  private final ScriptedJob job = new ScriptedJob();
  private final AtomicReference<Verdict> verdict = new AtomicReference<>(CLEAR);
  private final AtomicReference<List<Disk>> disks =
      new AtomicReference<>(List.of(SampleDisks.stick(), SampleDisks.card(), SampleDisks.locked()));

  @RegisterExtension
  private final OpenWindow window =
      new OpenWindow(SampleMachine.of(disks::get, _ -> verdict.get(), job));

  @Test
  void noneOfItIsBeyondTheScreen() {
    javafx.stage.Window shown = window.robot().lookup("#clone").query().getScene().getWindow();

    assertThat(Screen.getPrimary().getVisualBounds())
        .matches(room -> room.getWidth() >= shown.getWidth())
        .matches(room -> room.getHeight() >= shown.getHeight());
  }

  @Test
  void nothingIsPickedForYou() {
    window.awaitShown("source-sdb", true);

    assertThat(window.text("verdict-headline")).startsWith("Pick a source");
    assertThat(window.model().plan().source()).isEmpty();
    assertThat(window.model().plan().target()).isEmpty();
    window.awaitEnabled("clone", false);
  }

  @Test
  void theButtonSaysWhatItWillDo() {
    window.click("source-sdb").click("target-sdc");

    window.awaitEnabled("clone", true);
    assertThat(window.text("clone")).isEqualTo("_Erase SanDisk Extreme (…3577) and clone onto it");
    assertThat(window.text("verdict-headline")).isEqualTo("Ready to clone");
  }

  @Test
  void whatWasChosenIsWhatIsDone() throws InterruptedException {
    window.click("source-sdb").click("target-sdc");
    window.click("verify").click("skip-unreadable");
    window.awaitEnabled("clone", true);

    window.click("clone").click("erase-go");

    assertThat(job.hasBegun()).isTrue();
    assertThat(request().options().verify()).isTrue();
    assertThat(request().options().skipping()).isPresent();
  }

  @Test
  void whatIsPickedCanBeTakenAlongAsACommand() {
    window.awaitEnabled("command", false);
    window.click("source-sdb").click("target-sdc").click("verify");

    window.click("command");

    window.await(
        () -> window.model().disks().statusProperty().get().startsWith("Copied:"), "it is copied");
    var copied = new AtomicReference<String>();
    window.interact(() -> copied.set(Clipboard.getSystemClipboard().getString()));
    assertThat(copied).hasValue("diptych clone /dev/sdb /dev/sdc --verify");
  }

  @Test
  void theQuestionGoesAwayWithItsDisk() {
    window.click("source-sdb").click("target-sdc").click("clone");
    window.awaitShown("erase-dialog", true);

    disks.set(List.of(SampleDisks.stick()));
    window.interact(window.model()::refresh);

    window.awaitShown("erase-dialog", false);
    window.awaitText("target-notice", "SanDisk Extreme (/dev/sdc) was taken away");
    window.awaitEnabled("clone", false);
    assertThat(job.timesMade()).isZero();
  }

  @Test
  void aMousePicksAsWell() {
    window.awaitShown("source-sdb", true);

    window.robot().clickOn("#source-sdb");

    assertThat(window.model().plan().source().map(Candidate::title)).contains("SanDisk Ultra");
  }

  @Test
  void theSourceCannotBeTheTarget() {
    window.click("source-sdb");

    window.awaitEnabled("target-sdb", false);
    assertThat(window.textsIn("target-sdb")).contains("This is the source");
  }

  @Test
  void aDiskThatMayNotBeOpenedIsShownWithTheReason() {
    window.awaitEnabled("source-vda", false);

    assertThat(window.textsIn("source-vda")).contains("EPERM");
  }

  @Test
  void aRefusedPairIsToldAndCannotBeCloned() {
    verdict.set(
        new Verdict(
            List.of(
                new Refusal.TargetInUse(
                    Path.of("/dev/sdc"),
                    List.of(new Use.Mount("/dev/sdc1", Path.of("/srv"), false)))),
            List.of(),
            OptionalLong.empty()));

    window.click("source-sdb").click("target-sdc");

    window.awaitText("verdict-headline", "cannot be cloned");
    assertThat(window.textsIn("verdict-reasons")).contains("/dev/sdc1").contains("/srv");
    window.awaitEnabled("clone", false);
  }

  @Test
  void aMountedSourceCanBeAcceptedWhereThatIsWhatStandsAgainstIt() {
    var uses = List.<Use>of(new Use.Mount("/dev/sdb1", Path.of("/mnt"), false));
    verdict.set(
        new Verdict(
            List.of(new Refusal.SourceInUse(Path.of("/dev/sdb"), uses)),
            List.of(),
            OptionalLong.empty()));
    window.click("source-sdb").click("target-sdc");
    window.awaitShown("accept-mounted", true);
    verdict.set(
        new Verdict(
            List.of(),
            List.of(new Warning.SourceInUse(Path.of("/dev/sdb"), uses)),
            OptionalLong.of(1)));

    window.click("accept-mounted");

    window.awaitEnabled("clone", true);
    window.click("clone").click("erase-go");
    assertThat(request().options().acceptsMountedSource()).isTrue();
  }

  @Test
  void enterInTheEraseDialogMeansNo() {
    window.click("source-sdb").click("target-sdc").click("clone");
    window.awaitShown("erase-go", true);
    var erase = (Button) window.find("erase-go").orElseThrow();
    var cancel = (Button) window.find("erase-cancel").orElseThrow();

    window.robot().type(KeyCode.ENTER);

    window.awaitShown("erase-go", false);
    assertThat(erase.isDefaultButton()).isFalse();
    assertThat(cancel.isDefaultButton()).isTrue();
    assertThat(job.timesMade()).isZero();
  }

  @Test
  void theEraseDialogShowsBothDisksAndWhatIsLost() {
    verdict.set(
        new Verdict(
            List.of(),
            List.of(new Warning.TargetHasData("/dev/sdc", List.of("sdc1 vfat \"DCIM\""))),
            OptionalLong.of(1)));

    window.click("source-sdb").click("target-sdc").click("clone");

    window.awaitShown("erase-go", true);
    assertThat(window.textsIn("erase-source"))
        .contains("SanDisk Ultra")
        .contains("4C530001230518")
        .contains("64,023,257,088 bytes");
    assertThat(window.textsIn("erase-target")).contains("SanDisk Extreme").contains("AA0102033577");
    assertThat(window.textsIn("erase-lost")).contains("DCIM");
    window.click("erase-cancel");
  }

  @Test
  void theSystemDiskIsErasedOnlyWhenItsNameWasTyped() {
    verdict.set(
        new Verdict(
            List.of(new Refusal.SystemDisk(Path.of("/dev/sdc"), "sdc")),
            List.of(),
            OptionalLong.of(1)));
    window.click("source-sdb").click("target-sdc").click("clone");
    window.awaitEnabled("erase-go", false);

    window.write("erase-name", "sd");
    window.awaitEnabled("erase-go", false);
    window.write("erase-name", "c");

    window.click("erase-go");
    assertThat(request().options().eraseName()).contains("sdc");
  }

  @Test
  void aRefreshKeepsWhatIsPickedWhileItIsThere() {
    window.click("source-sdb").click("target-sdc");
    disks.set(List.of(SampleDisks.mounted(), SampleDisks.stick()));

    window.robot().type(KeyCode.F5);

    window.awaitShown("source-sda", true);
    assertThat(window.model().plan().source().map(Candidate::title)).contains("SanDisk Ultra");
    assertThat(window.model().plan().target()).isEmpty();
    window.awaitEnabled("clone", false);
  }

  @Test
  void aSearchLeavesOnlyWhatMatches() {
    window.click("source-search");
    window.robot().write("photos");
    window.awaitShown("source-sdc", false);
    assertThat(window.find("source-sdb")).isPresent();

    window.robot().write("x");

    window.awaitText("source-placeholder", "No disk matches “photosx”");
    window.robot().type(KeyCode.ESCAPE);
    window.awaitShown("source-sdc", true);
  }

  @Test
  void aMachineWithoutDisksSaysSo() {
    disks.set(List.of());

    window.robot().type(KeyCode.F5);

    window.awaitText("target-placeholder", "No disks found");
  }

  @Test
  void aSmallScreenHasRoomForItsTitleToo() {
    window.interact(() -> Window.fit(window.stage(), new Rectangle2D(0, 0, 1280, 800)));

    assertThat(window.stage().getHeight()).isLessThanOrEqualTo(760);
    assertThat(window.stage().getMinHeight()).isEqualTo(Window.LEAST_HEIGHT);
  }

  private CloneRequest request() {
    window.awaitShown("job-running", true);
    return job.request();
  }
}
