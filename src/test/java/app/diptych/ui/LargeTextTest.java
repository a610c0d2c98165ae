package app.diptych.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.ui.disks.ServerAnswer;
import app.diptych.ui.job.ScriptedJobs;
import app.diptych.ui.settings.Settings;
import app.diptych.ui.settings.TextSize;
import java.util.List;
import javafx.geometry.BoundingBox;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.framework.junit5.ApplicationExtension;

/// Dialogs with texts of 200 %.
@ExtendWith(ApplicationExtension.class)
final class LargeTextTest {
  private static final String LONG = "The server says much, and nothing good. ".repeat(8);

  @RegisterExtension
  private final OpenWindow window =
      new OpenWindow(
          SampleMachine.of(
              () -> List.of(SampleDisks.stick(), SampleDisks.card()),
              new ScriptedJobs(),
              _ -> new ServerAnswer.Unknown(LONG)),
          Settings.DEFAULT.welcomed().with(TextSize.HUGE));

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

  @ParameterizedTest
  @CsvSource({"settings, settings-close", "help, help-close", "source-open-nbd, nbd-cancel"})
  void dialogsFitOnASmallScreen(String opening, String closing) {
    window.interact(
        () -> window.stage().getScene().getStylesheets().add(Window.resource("small.css")));

    window.click(opening);

    window.awaitShown(closing, true);
    assertThat(window.find(closing).orElseThrow().getScene().getWindow())
        .returns(true, dialog -> dialog.getWidth() <= 800 && dialog.getHeight() <= 560);
    window.click(closing);
  }

  @ParameterizedTest
  @CsvSource({"800, 600, true", "1024, 600, true", "900, 900, true", "1024, 768, false"})
  void aScreenIsSmallWhereADialogHasNoRoom(double width, double height, boolean isSmall) {
    assertThat(Window.isSmall(new Rectangle2D(0, 0, width, height))).isEqualTo(isSmall);
  }

  private boolean isInDialog(String id) {
    Node node = window.find(id).orElseThrow();
    Scene dialog = node.getScene();
    return new BoundingBox(0, 0, dialog.getWidth(), dialog.getHeight())
        .contains(node.localToScene(node.getLayoutBounds()));
  }
}
