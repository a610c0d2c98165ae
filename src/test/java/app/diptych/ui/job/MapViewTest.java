package app.diptych.ui.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.diptych.clone.MapCell;
import app.diptych.clone.MapCell.Kind;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// The map of the target as it is drawn.
@ExtendWith(ApplicationExtension.class)
final class MapViewTest {
  private final FxRobot robot = new FxRobot();
  private MapView map;

  @SuppressWarnings("NullAway.Init") // made by @Start, before any test
  MapViewTest() {}

  @Start
  void open(Stage stage) {
    map = new MapView();
    stage.setScene(new Scene(map, 600, 100));
    stage.show();
  }

  @Test
  void aCellIsAsGreenAsItsShareThatIsCopied() {
    show(Kind.DIRTY, 0.75);
    assertThat(copiedShare()).isCloseTo(0.75, within(0.01));

    show(Kind.COPYING, 0.5);
    assertThat(copiedShare()).isCloseTo(0.5, within(0.01));

    show(Kind.DIRTY, 0);
    assertThat(copiedShare()).isZero();
  }

  @Test
  void whatIsLeftIsSeenLittleAsItIs() {
    show(Kind.DIRTY, 0.999999);

    Region cell = cell();
    assertThat(cell.getWidth() - done().getWidth()).isCloseTo(2, within(0.5));
  }

  @Test
  void whatIsSpecialIsSeenHoweverLittleItIs() {
    show(Kind.UNREADABLE, 0.75);
    assertThat(copiedShare()).isZero();

    show(Kind.WRITTEN, 0.75);
    assertThat(copiedShare()).isZero();
  }

  private void show(Kind kind, double done) {
    robot.interact(() -> map.show(List.of(new MapCell(Kind.CLEAN, 1), new MapCell(kind, done))));
    robot.interact(() -> map.layout());
  }

  private double copiedShare() {
    return done().isVisible() ? done().getWidth() / cell().getWidth() : 0;
  }

  private Region done() {
    return (Region) cell().getChildrenUnmodifiable().getFirst();
  }

  private Region cell() {
    return (Region) ((Pane) map.lookup("#job-map-grid")).getChildren().getLast();
  }
}
