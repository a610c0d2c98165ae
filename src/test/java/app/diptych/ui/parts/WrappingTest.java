package app.diptych.ui.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.image.Image;
import javafx.scene.image.PixelReader;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.scene.text.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;

/// Names that are written from right to left, in lines that wrap.
@ExtendWith(ApplicationExtension.class)
final class WrappingTest {
  private static final int WIDEST = 200;
  private static final double DARK = 0.5;

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
          // As the style sheets of large texts say of names.
          Label wrapped = Parts.name(name);
          wrapped.setWrapText(true);
          Label titled = Parts.paragraph(Texts.of("job.title", name, name));
          for (Label label : List.of(Parts.paragraph(name), titled, wrapped)) {
            new Scene(label);
            label.applyCss();
            for (int width = 10; width < WIDEST; width++) {
              double given = width;
              assertThatCode(() -> label.prefHeight(given)).doesNotThrowAnyException();
            }
          }
        });
  }

  // Drawn wrongly, a line is wider than its label says that it is.
  @ParameterizedTest
  @ValueSource(strings = {"\u05d0", "\u05d0\u05d1\u05d2 ", "\u0627\u0628", "bu\u0308 "})
  void noLineIsDrawnBeyondItsLabel(String part) {
    new FxRobot()
        .interact(() -> {
          Label label = Parts.paragraph("disk " + part.repeat(100));
          label.setMaxWidth(2 * WIDEST);
          var pane = new StackPane(label);
          new Scene(pane, 20 * WIDEST, 2 * WIDEST);
          Bounds drawn = drawn(pane.snapshot(null, null));

          assertThat(drawn.getWidth()).isLessThanOrEqualTo(2 * WIDEST);
        });
  }

  private static Bounds drawn(Image image) {
    PixelReader pixels = image.getPixelReader();
    int left = (int) image.getWidth();
    int right = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if (pixels.getColor(x, y).getBrightness() < DARK) {
          left = Math.min(left, x);
          right = Math.max(right, x);
        }
      }
    }
    return new BoundingBox(left, 0, right - left, 0);
  }

  @Test
  void noCharacterIsDrawnInHalf() {
    new FxRobot()
        .interact(() -> {
          Label label = Parts.name("\ud83d\ude00".repeat(20));
          var pane = new Pane(label);
          new Scene(pane);
          for (int width = 10; width < WIDEST; width++) {
            label.setMaxWidth(width);
            pane.applyCss();
            pane.layout();
            assertThat(((Text) label.lookup(".text")).getText().codePoints())
                .noneMatch(c -> Character.getType(c) == Character.SURROGATE);
          }
        });
  }
}
