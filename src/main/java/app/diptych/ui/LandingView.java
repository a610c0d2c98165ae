package app.diptych.ui;

import app.diptych.ui.disks.PanelModel;
import app.diptych.ui.parts.Amounts;
import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Texts;
import app.diptych.units.Sizes;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// A small picture of how the source falls onto the target: two bars on one scale, one below the
/// other, and below them in words what does not fit. Not there while it is not known.
final class LandingView extends VBox {

  /// The picture for what is picked in two panels.
  LandingView(PanelModel source, PanelModel target) {
    setId("landing");
    getStyleClass().add("landing");
    source.chosenProperty().subscribe(_ -> show(source, target));
    target.chosenProperty().subscribe(_ -> show(source, target));
  }

  private void show(PanelModel source, PanelModel target) {
    Optional<Landing> landing =
        source
            .chosenProperty()
            .get()
            .flatMap(from -> target.chosenProperty().get().flatMap(to -> Landing.of(from, to)));
    Parts.show(this, landing.isPresent());
    landing.ifPresent(this::show);
  }

  private void show(Landing landing) {
    getChildren()
        .setAll(
            figures("landing.source", landing.source()),
            new Bar(landing.landed(), "source", landing.missing(), "missing", landing.rest()),
            new Bar(landing.landed(), "target", landing.rest(), "rest", landing.missing()),
            figures("landing.target", landing.target()));
    String fit = fit(landing);
    Label words = Parts.paragraph(fit, "landing-fit");
    words.setId("landing-fit");
    getChildren().add(words);
    setAccessibleText(fit);
    if (landing.sectorsDiffer()) {
      Label sectors = Parts.paragraph(sectors(landing), "landing-fit", "odd");
      sectors.setId("landing-sectors");
      getChildren().add(sectors);
      setAccessibleText(fit + " " + sectors.getText());
    }
  }

  private static HBox figures(String key, Landing.Side side) {
    Label size = Parts.label(Sizes.of(side.bytes()), "landing-figure");
    Parts.hint(size, Amounts.exact(side.bytes()));
    var line = new HBox(Parts.label(Texts.of(key), "landing-figure"), Parts.spring());
    line.getChildren().add(size);
    line.getStyleClass().add("landing-line");
    return line;
  }

  private static String sectors(Landing landing) {
    return Texts.of(
        "landing.sectors",
        String.valueOf(landing.source().sector().orElse(0)),
        String.valueOf(landing.target().sector().orElse(0)));
  }

  private static String fit(Landing landing) {
    if (landing.missing() > 0) {
      return Texts.of("landing.missing", Sizes.of(landing.missing()));
    }
    return landing.rest() > 0
        ? Texts.of("landing.rest", Sizes.of(landing.rest()))
        : Texts.of("landing.exact");
  }

  /// One bar: what falls onto the other one, what does not, and nothing where the other is longer.
  private static final class Bar extends Region {
    private final double[] shares;

    Bar(long landed, String landedClass, long over, String overClass, long nothing) {
      double total = (double) landed + over + nothing;
      shares = new double[] {landed / total, over / total};
      getStyleClass().add("landing-bar");
      getChildren().addAll(part(landedClass), part(overClass));
    }

    private static Region part(String styleClass) {
      var part = new Region();
      part.getStyleClass().addAll("landing-part", styleClass);
      return part;
    }

    @Override
    protected void layoutChildren() {
      double x = 0;
      for (int i = 0; i < shares.length; i++) {
        double width = getWidth() * shares[i];
        // What is there is to be seen, however little it is.
        double shown = shares[i] > 0 ? Math.max(2, width) : 0;
        getManagedChildren()
            .get(i)
            .resizeRelocate(Math.min(x, getWidth() - shown), 0, shown, getHeight());
        x += width;
      }
    }
  }
}
