package app.diptych.ui;

import app.diptych.clone.Verdict;
import app.diptych.ui.disks.ServerAnswer;
import app.diptych.ui.job.ScriptedJobs;
import app.diptych.ui.settings.Settings;
import app.diptych.ui.settings.TextSize;
import java.util.List;
import java.util.OptionalLong;
import javafx.geometry.BoundingBox;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// Dialogs with texts of 200 %.
@ExtendWith(ApplicationExtension.class)
final class LargeTextTest {
  private static final String LONG = "The server says much, and nothing good. ".repeat(8);

  private OpenWindow window;

  @SuppressWarnings("NullAway.Init") // opened by @Start, before any test
  LargeTextTest() {}

  @Start
  void open(Stage stage) {
    var set = Settings.DEFAULT.welcomed();
    window =
        new OpenWindow(
            stage,
            new Machine(
                () -> List.of(SampleDisks.stick(), SampleDisks.card()),
                _ -> new Verdict(List.of(), List.of(), OptionalLong.of(64)),
                _ -> new ServerAnswer.Unknown(LONG),
                new ScriptedJobs()),
            new Settings(set.language(), set.units(), set.look(), TextSize.HUGE, set.job(), true));
  }

  @AfterEach
  void close() {
    window.close();
  }

  @Test
  void theButtonsStayInTheDialogWhateverAServerSays() {
    window.click("source-open-nbd");
    window.write("nbd-address", "nbd://storage.lan/vm1");

    window.click("nbd-check");

    window.awaitShown("nbd-fault", true);
    window.interact(((Parent) window.find("nbd-dialog").orElseThrow())::layout);
    window.await(() -> isInDialog("nbd-cancel") && isInDialog("nbd-take"), "buttons are seen");
    window.click("nbd-cancel");
  }

  private boolean isInDialog(String id) {
    Node node = window.find(id).orElseThrow();
    Scene dialog = node.getScene();
    return new BoundingBox(0, 0, dialog.getWidth(), dialog.getHeight())
        .contains(node.localToScene(node.getLayoutBounds()));
  }
}
