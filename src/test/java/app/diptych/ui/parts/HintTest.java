package app.diptych.ui.parts;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Pane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// What is told of a thing while the pointer rests on it.
@ExtendWith(ApplicationExtension.class)
final class HintTest {
  private static final int ROOM = 400;
  private static final String HEBREW = "\u05d0";

  private Label label;

  @SuppressWarnings("NullAway.Init") // made by @Start, before any test
  HintTest() {}

  @Start
  void open(Stage stage) {
    label = new Label();
    stage.setScene(new Scene(new Pane(label)));
    stage.show();
  }

  @Test
  void whatANameMustNotHoldIsSeenLineByLine() {
    fx(() -> Parts.hint(label, "a\u202e\u0007b\n/dev/sdb"));
    assertThat(installed().getText()).isEqualTo("a??b\n/dev/sdb");
    assertThat(label.getAccessibleHelp()).isEqualTo("a??b\n/dev/sdb");

    fx(() -> Parts.retell(label, "c\0d"));
    assertThat(label.getTooltip().getText()).isEqualTo("c?d");
    assertThat(label.getAccessibleHelp()).isEqualTo("c?d");
  }

  @Test
  void aLongNameFromRightToLeftBreaksIntoLines() {
    fx(() -> Parts.hint(label, HEBREW.repeat(ROOM)));
    Tooltip hint = installed();

    fx(() -> {
      hint.setMaxWidth(ROOM);
      hint.show(label.getScene().getWindow());
    });

    assertThat(hint.getHeight()).isGreaterThan(2 * hint.getFont().getSize());
    fx(hint::hide);
  }

  private Tooltip installed() {
    return label.getProperties().values().stream()
        .filter(Tooltip.class::isInstance)
        .map(Tooltip.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static void fx(Runnable deed) {
    WaitForAsyncUtils.waitFor(WaitForAsyncUtils.asyncFx(deed));
  }
}
