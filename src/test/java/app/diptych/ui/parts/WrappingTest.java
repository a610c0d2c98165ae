package app.diptych.ui.parts;

import static org.assertj.core.api.Assertions.assertThatCode;

import javafx.scene.Scene;
import javafx.scene.control.Label;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;

/// Names that are written from right to left, in lines that wrap.
@ExtendWith(ApplicationExtension.class)
final class WrappingTest {
  private static final int WIDEST = 200;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u05ea\u05de\u05d5\u05e0\u05d4 \u05d2\u05d9\u05d1\u05d5\u05d9.img",
        "\u0627\u0644\u0642\u0631\u0635 disk 1.img",
        "disk \u0627\u0644\u0642\u0631\u0635 \u0627\u0644\u0642\u0631\u0635 2.img"
      })
  void aNameIsWrappedAtEveryWidth(String name) {
    new FxRobot()
        .interact(() -> {
          for (String text : new String[] {name, Texts.of("job.title", name, name)}) {
            Label label = Parts.paragraph(text);
            new Scene(label);
            label.applyCss();
            for (int width = 10; width < WIDEST; width++) {
              double given = width;
              assertThatCode(() -> label.prefHeight(given)).doesNotThrowAnyException();
            }
          }
        });
  }
}
