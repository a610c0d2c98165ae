package app.diptych.ui.parts;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.layout.Region;
import org.junit.jupiter.api.Test;

final class EndsTest {
  private final Region first = sized(100);
  private final Region last = sized(60);
  private final Ends ends = new Ends(first, last);

  private static Region sized(double width) {
    var region = new Region();
    region.setPrefSize(width, 20);
    return region;
  }

  private void layOut(double width) {
    ends.resize(width, ends.prefHeight(width));
    ends.layout();
  }

  @Test
  void bothAreAtTheEndsOfALineThatHasRoom() {
    layOut(300);

    assertThat(ends.getHeight()).isEqualTo(20);
    assertThat(first.getLayoutX()).isZero();
    assertThat(last.getLayoutX()).isEqualTo(240);
    assertThat(last.getLayoutY()).isZero();
  }

  @Test
  void neitherIsCutWhereALineIsTooShortForBoth() {
    layOut(150);

    assertThat(ends.getHeight()).isEqualTo(40);
    assertThat(first.getWidth()).isEqualTo(100);
    assertThat(last.getWidth()).isEqualTo(60);
    assertThat(last.getLayoutY()).isEqualTo(20);
  }
}
