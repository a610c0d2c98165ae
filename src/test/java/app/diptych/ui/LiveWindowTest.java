package app.diptych.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.clone.CloneResult;
import app.diptych.clone.ExportPlan;
import app.diptych.clone.Phase;
import app.diptych.clone.Refusal;
import app.diptych.clone.Verdict;
import app.diptych.disks.Use;
import app.diptych.nbd.NbdAddress;
import app.diptych.nbd.NbdUri;
import app.diptych.ui.job.ClientLines;
import app.diptych.ui.job.SampleExports;
import app.diptych.ui.job.ScriptedJob;
import app.diptych.ui.job.Wish;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import javafx.scene.Node;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.framework.junit5.ApplicationExtension;

/// A source that stays in use, as the window shows it.
@ExtendWith(ApplicationExtension.class)
final class LiveWindowTest {
  private final AtomicReference<Verdict> verdict = new AtomicReference<>(LiveDesk.CLEAR);
  private final AtomicReference<Wish> checked = new AtomicReference<>();
  private final LiveDesk desk = new LiveDesk(this::check);
  private final ScriptedJob job = desk.job();
  @RegisterExtension private final OpenWindow window = desk.window();

  @Test
  void theButtonSaysThatTheTargetWillBeAMirror() {
    window.click("source-sdb").click("target-sdc").click("live");

    window.awaitEnabled("clone", true);

    assertThat(window.text("clone")).isEqualTo("_Erase SanDisk Extreme (…3577) and mirror onto it");
    assertThat(window.text("source-hint")).contains("can write to it");
    window.click("clone");
    assertThat(window.text("erase-go")).contains("and mirror onto it");
    window.click("erase-cancel");
  }

  @Test
  void aSourceThatOthersUseIsToldWithAWayOutOfThisWindow() {
    verdict.set(
        new Verdict(
            List.of(
                new Refusal.OfferedInUse(
                    Refusal.Role.SOURCE,
                    "/dev/sdb",
                    List.of(new Use.Mount("/dev/sdb1", Path.of("/mnt"), false)))),
            List.of(),
            OptionalLong.empty()));

    window.click("live").click("source-sdb").click("target-sdc");

    window.awaitText("verdict-headline", "cannot be cloned");
    assertThat(window.textsIn("verdict-reasons"))
        .contains("/mnt")
        .contains("don’t keep it in use")
        .doesNotContain("--");
    assertThat(checked.get().mirror()).isPresent();
  }

  @Test
  void theSourceIsOfferedOverAPrivateSocketUnlessSaidOtherwise() throws InterruptedException {
    desk.begin();

    assertThat(job.plan()).contains(ExportPlan.PRIVATE);
    assertThat(job.request().options().verify()).isFalse();
  }

  @Test
  void theSourceCanBeOfferedByTcpOnThisComputer() throws InterruptedException {
    window.click("live").click("live-tcp").click("live");
    window.awaitShown("live-tcp", false);

    desk.begin();

    assertThat(job.plan().flatMap(ExportPlan::uri).map(NbdUri::address))
        .contains(new NbdAddress.Tcp("localhost", 0));
  }

  @Test
  void whereItIsReachedIsShownReadyToBeUsed() throws InterruptedException {
    desk.begin();
    window.awaitEnabled("live-address-copy", false);

    job.offer(LiveDesk.AT);

    window.awaitEnabled("live-address-copy", true);
    assertThat(window.fieldText("live-address")).isEqualTo(LiveDesk.AT.toString());
    assertThat(window.fieldText("live-nbd-client")).isEqualTo(ClientLines.nbdClient(LiveDesk.AT));
    assertThat(window.fieldText("live-qemu")).isEqualTo(ClientLines.qemu(LiveDesk.AT));
  }

  @ParameterizedTest
  @CsvSource({"live-address", "live-nbd-client", "live-qemu"})
  void theButtonsFillTheClipboard(String id) throws InterruptedException {
    desk.begin();
    job.offer(LiveDesk.AT);

    window.click(id + "-copy");

    var clipboard = new AtomicReference<String>();
    window.interact(() -> clipboard.set(Clipboard.getSystemClipboard().getString()));
    assertThat(clipboard).hasValue(window.fieldText(id));
    assertThat(window.text(id + "-copy")).isEqualTo("Copied");
  }

  @Test
  void whoIsConnectedIsShownWithWhatTheyDo() throws InterruptedException {
    desk.begin();
    job.offer(LiveDesk.AT, SampleExports.visitor(1, "local", 0, 0));
    window.awaitText("live-clients-heading", "One client");

    job.offer(
        LiveDesk.AT,
        SampleExports.visitor(1, "local", 1_000_000, 0),
        SampleExports.visitor(2, "127.0.0.1:40112", 0, 0));

    window.awaitText("live-clients-heading", "2 clients");
    window.await(
        () -> window.textsIn("live-clients").matches("(?s).*[1-9][0-9,]+/s · .*B/s.*"),
        "the reads of a second");
    assertThat(window.textsIn("live-clients"))
        .contains("This computer")
        .contains("127.0.0.1:40112");
  }

  @Test
  void itCanBeFinishedOnlyInSync() throws InterruptedException {
    desk.begin();
    job.offer(LiveDesk.AT);
    desk.reach(Phase.COPYING);
    window.awaitText("live-status", "once both are in sync");
    window.awaitEnabled("finish", false);

    desk.reach(Phase.IN_SYNC);
    window.awaitEnabled("finish", true);
    window.awaitText("live-status", "In sync");
    window.click("finish");

    window.awaitEnabled("finish", false);
    window.awaitText("live-status", "Finishing");
    assertThat(job.timesDetached()).isEqualTo(1);
    desk.reach(Phase.DETACHED);
    window.awaitText("live-status", "exact copy of that moment");
    window.awaitShown("finish", false);
  }

  @Test
  void nothingIsFinishedWhileItStops() throws InterruptedException {
    desk.begin();
    job.offer(LiveDesk.AT);
    desk.reach(Phase.IN_SYNC);
    window.awaitEnabled("finish", true);
    job.lingerAtTheEnd();

    window.click("cancel");

    window.awaitText("job-title", "Stopping");
    assertThat(window.find("finish").orElseThrow().isDisabled()).isTrue();
    job.end(new CloneResult.Completed(64, Duration.ofSeconds(1), false));
    window.awaitText("job-outcome", "Done");
  }

  @Test
  void aTargetThatFailsIsToldWhileTheSourceIsStillOffered() throws InterruptedException {
    desk.begin();
    job.offer(LiveDesk.AT, SampleExports.visitor(1, "local", 0, 0));
    desk.reach(Phase.IN_SYNC);

    job.failTarget("target: write /dev/sdc @0+4096: EIO (Input/output error)");

    window.awaitText("live-status", "EIO");
    assertThat(window.text("live-status"))
        .contains("still offered")
        .contains("stop offering")
        .contains("may lack what was written since")
        .doesNotContain("copy failed");
    window.awaitShown("job-percent", false);
    window.awaitText("page-jobs", "a problem");
    assertThat(window.text("page-jobs")).doesNotContain("%");
    window.awaitShown("finish", false);
    window.awaitEnabled("cancel", true);
    job.end(new CloneResult.Failed(Phase.IN_SYNC, "write /dev/sdc @0+4096: EIO"));
    window.awaitText("job-outcome", "Failed");
  }

  @Test
  void whereComparingFailsThatIsWhatIsTold() throws InterruptedException {
    desk.begin();
    job.offer(LiveDesk.AT, SampleExports.visitor(1, "local", 0, 0));
    desk.reach(Phase.VERIFYING);
    window.awaitText("live-status", "Comparing both");
    window.awaitEnabled("finish", false);

    job.failComparing("source: read /dev/sdb @0+4096: EIO (Input/output error)");
    desk.reach(Phase.IN_SYNC);

    window.awaitText("live-status", "Comparing failed (source: read /dev/sdb @0+4096: EIO");
    assertThat(window.text("live-status")).doesNotContain("copy failed");
    window.click("cancel");
    window.awaitText("stop-question", "Comparing failed");
    window.click("stop-cancel");
    job.end(new CloneResult.Failed(Phase.VERIFYING, "source: read /dev/sdb @0+4096: EIO"));
    window.awaitText("job-outcome", "Comparing failed");
  }

  @Test
  void aWholeMirrorIsMadeWithoutAMouse() throws InterruptedException {
    window.awaitShown("source-sdb", true);
    alt(KeyCode.S);
    window.robot().type(KeyCode.SPACE);
    alt(KeyCode.T);
    window.robot().type(KeyCode.SPACE);
    alt(KeyCode.K);
    window.pressWithControl(KeyCode.ENTER, "clone");
    window.awaitShown("erase-go", true);
    press("erase-go");
    assertThat(job.hasBegun()).isTrue();
    job.offer(LiveDesk.AT);
    desk.reach(Phase.IN_SYNC);
    window.awaitEnabled("finish", true);

    press("finish");
    assertThat(job.timesDetached()).isEqualTo(1);
    window.awaitText("live-status", "Finishing");
    // It ended the job when it was pressed once more.
    window.robot().type(KeyCode.SPACE);
    desk.reach(Phase.DETACHED);
    window.awaitText("live-status", "Finished");
    press("cancel");

    window.awaitText("job-outcome", "Done");
  }

  @Test
  void everyControlHasAnIdAndAName() throws InterruptedException {
    desk.begin();
    job.offer(LiveDesk.AT, SampleExports.visitor(1, "local", 0, 0));
    desk.reach(Phase.IN_SYNC);
    window.awaitEnabled("finish", true);

    List<Node> nameless =
        window.robot().lookup("#job").lookup(Node::isFocusTraversable).queryAll().stream()
            .filter(node -> node.getId() == null || OpenWindow.nameOf(node).isEmpty())
            .toList();

    assertThat(nameless).isEmpty();
  }

  private Verdict check(Wish wish) {
    checked.set(wish);
    return verdict.get();
  }

  private void alt(KeyCode key) {
    window.robot().press(KeyCode.ALT).type(key).release(KeyCode.ALT);
  }

  private void press(String id) {
    for (int i = 0; i < 40 && !window.find(id).map(Node::isFocused).orElse(false); i++) {
      window.robot().type(KeyCode.TAB);
    }
    assertThat(window.find(id).map(Node::isFocused)).contains(true);
    window.robot().type(KeyCode.SPACE);
  }
}
