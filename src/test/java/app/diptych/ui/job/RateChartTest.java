package app.diptych.ui.job;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerLight;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.chart.Axis;
import javafx.scene.text.Text;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
final class RateChartTest {
  private static final double WIDTH = 640;
  private static final double HEIGHT = 170;

  @ParameterizedTest(name = "{0} s, {1}")
  @CsvSource({"9600, job", "9600, text-200", "47750, job", "47750, text-200"})
  void noLabelOfAnAxisIsCut(long seconds, String sheet) {
    var chart = new RateChart();

    List<Node> cut = WaitForAsyncUtils.waitForAsyncFx(10_000, () -> laidOut(chart, seconds, sheet));

    assertThat(cut).isEmpty();
  }

  private static List<Node> laidOut(RateChart chart, long seconds, String sheet) {
    var scene = new Scene(chart, WIDTH, HEIGHT);
    scene.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
    Stream.of("style", "job", sheet).map(RateChartTest::sheet).forEach(scene.getStylesheets()::add);
    chart.show(
        List.of(new RateHistory.Point(1, 400e6), new RateHistory.Point(seconds, 399_000_000)));
    // The axes measure their labels in the first layout.
    for (int i = 0; i < 2; i++) {
      chart.applyCss();
      chart.layout();
    }
    List<Node> labels =
        chart.lookupAll(".axis").stream()
            .flatMap(axis -> ((Axis<?>) axis).getChildrenUnmodifiable().stream())
            .filter(node -> node instanceof Text && node.isVisible())
            .toList();
    assertThat(labels).hasSizeGreaterThan(3);
    return labels.stream()
        .filter(label ->
            !chart
                .getLayoutBounds()
                .contains(chart.sceneToLocal(label.localToScene(label.getLayoutBounds()))))
        .toList();
  }

  private static String sheet(String name) {
    return Objects.requireNonNull(
            RateChart.class.getResource("/app/diptych/ui/" + name + ".css"), name)
        .toExternalForm();
  }
}
