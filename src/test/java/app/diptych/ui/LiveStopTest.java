package app.diptych.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.clone.Phase;
import app.diptych.ui.job.SampleExports;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testfx.framework.junit5.ApplicationExtension;

/// What is asked before a source that stays in use is not offered any more.
@ExtendWith(ApplicationExtension.class)
final class LiveStopTest {
  private final LiveDesk desk = new LiveDesk(_ -> LiveDesk.CLEAR);
  @RegisterExtension private final OpenWindow window = desk.window();

  @Test
  void stoppingInSyncWithNobodyThereAsksNothing() throws InterruptedException {
    desk.beginUntil(Phase.IN_SYNC);
    window.awaitText("cancel", "Sto_p offering");

    window.click("cancel");

    window.awaitText("job-outcome", "Done");
    assertThat(window.text("job-next")).contains("when it was finished");
  }

  @Test
  void stoppingWhileSomebodyIsThereAsks() throws InterruptedException {
    desk.begin();
    desk.job().offer(LiveDesk.AT, SampleExports.visitor(1, "local", 0, 0));
    desk.reach(Phase.DETACHED);
    window.awaitText("live-status", "Finished");

    window.click("cancel");

    window.awaitText("stop-question", "One client is connected");
    assertThat(window.text("stop-question")).contains("is finished");
    window.click("stop-cancel");
    assertThat(window.model().jobs().runningProperty().get()).isTrue();
  }

  @Test
  void cancellingWhileCopyingAsksAndSaysWhatIsLost() throws InterruptedException {
    desk.begin();
    desk.job()
        .offer(
            LiveDesk.AT,
            SampleExports.visitor(1, "local", 0, 0),
            SampleExports.visitor(2, "local", 0, 0));
    desk.reach(Phase.COPYING);
    window.awaitText("live-clients-heading", "2 clients");

    window.click("cancel");
    window.awaitText("stop-question", "incomplete");
    assertThat(window.text("stop-question"))
        .contains("/dev/sdb")
        .contains("2 clients are connected");
    window.click("stop-go");

    window.awaitText("job-outcome", "Cancelled");
  }

  @Test
  void theQuestionKeepsUpWithTheJob() throws InterruptedException {
    desk.beginUntil(Phase.COPYING);
    window.click("cancel");
    window.awaitText("stop-question", "incomplete");

    desk.reach(Phase.IN_SYNC);

    window.awaitText("stop-question", "exact copy");
    desk.job().failTarget("EIO");
    window.awaitText("stop-question", "may lack what was written since");
    window.await(this::isDialogWhole, "all of the question is seen");
    window.click("stop-cancel");
  }

  @Test
  void closingTheWindowAsksEvenInSync() throws InterruptedException {
    desk.beginUntil(Phase.IN_SYNC);
    window.awaitText("live-status", "In sync");

    window.requestClose();
    window.click("stop-cancel");
    assertThat(window.stage().isShowing()).isTrue();
    window.requestClose();
    window.click("stop-go");

    window.await(() -> !window.stage().isShowing(), "the window is closed");
  }

  private boolean isDialogWhole() {
    var pane = (Region) window.find("stop-dialog").orElseThrow();
    return pane.prefHeight(pane.getWidth()) <= pane.getScene().getHeight() + 1;
  }
}
