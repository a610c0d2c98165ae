package app.diptych.ui.job;

import app.diptych.ui.job.RateHistory.Point;
import app.diptych.ui.parts.Amounts;
import app.diptych.ui.parts.Texts;
import java.util.List;
import java.util.function.DoubleFunction;
import javafx.scene.chart.AreaChart;
import javafx.scene.chart.NumberAxis;
import javafx.scene.chart.XYChart;
import javafx.scene.chart.XYChart.Data;
import javafx.scene.layout.StackPane;
import javafx.util.StringConverter;

/// The curve of a job's rate over its time.
final class RateChart extends StackPane {
  private static final double LEAST_SECONDS = 12;

  private final NumberAxis time = new NumberAxis(0, LEAST_SECONDS, LEAST_SECONDS / 2);
  private final NumberAxis rate = new NumberAxis(0, 1, 1);
  private final XYChart.Series<Number, Number> series = new XYChart.Series<>();

  /// An empty chart.
  RateChart() {
    setId("job-chart");
    getStyleClass().add("job-chart");
    time.setTickLabelFormatter(words(seconds -> Amounts.duration(Math.round(seconds))));
    rate.setTickLabelFormatter(words(bytes -> Amounts.rate(Math.round(bytes))));
    time.setMinorTickVisible(false);
    rate.setMinorTickVisible(false);
    var chart = new AreaChart<>(time, rate);
    chart.setAnimated(false);
    chart.setCreateSymbols(false);
    chart.setLegendVisible(false);
    chart.setHorizontalZeroLineVisible(false);
    chart.setVerticalGridLinesVisible(false);
    chart.getData().add(series);
    chart.setMinSize(0, 0);
    getChildren().add(chart);
    setAccessibleText(Texts.of("job.chart"));
  }

  /// Shows these points.
  void show(List<Point> points) {
    if (points.isEmpty()) {
      return;
    }
    series
        .getData()
        .setAll(
            points.stream()
                .map(point -> new Data<Number, Number>(point.seconds(), point.bytesPerSecond()))
                .toList());
    double end = ends(points.getLast().seconds());
    time.setUpperBound(end);
    time.setTickUnit(end / 4);
    double top = nice(points.stream().mapToDouble(Point::bytesPerSecond).max().orElse(1));
    rate.setUpperBound(top);
    rate.setTickUnit(top / 2);
  }

  // A multiple of what the ticks are apart, so that each is at whole seconds.
  private static double ends(double seconds) {
    double apart = seconds < 120 ? 4 : seconds < 2400 ? 40 : 240;
    return Math.max(LEAST_SECONDS, Math.ceil(seconds / apart) * apart);
  }

  /// A round number that is a little larger.
  static double nice(double value) {
    double unit = Math.pow(10, Math.floor(Math.log10(Math.max(1, value))));
    for (double factor : new double[] {1, 2, 4, 6, 8}) {
      if (value <= factor * unit) {
        return factor * unit;
      }
    }
    return 10 * unit;
  }

  private static StringConverter<Number> words(DoubleFunction<String> words) {
    return new StringConverter<>() {
      @Override
      public String toString(Number number) {
        return words.apply(number.doubleValue());
      }

      @Override
      public Number fromString(String text) {
        throw new UnsupportedOperationException("nobody types an axis");
      }
    };
  }
}
