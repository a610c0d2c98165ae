package app.diptych.ui;

import app.diptych.clone.Wording;
import app.diptych.ui.disks.ImageChooser;
import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Sayings;
import app.diptych.ui.parts.Texts;
import java.util.List;
import java.util.stream.Stream;
import javafx.animation.PauseTransition;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/// Between the panels: what the checks say, and how the clone is done.
final class VerdictView extends VBox {
  // Checks take a blink; who waits longer is told why.
  private static final Duration PATIENCE = Duration.seconds(2);

  // Of the reasons, in heights of the headline's letters.
  private static final double LEAST_LINES = 6;

  private final Label headline = Parts.paragraph("", "verdict-headline");
  private final VBox reasons = new VBox();
  private final PauseTransition patience = new PauseTransition(PATIENCE);

  /// The verdict on a plan.
  VerdictView(PlanModel plan, ImageChooser chooser) {
    setId("verdict");
    getStyleClass().add("verdict");
    headline.setId("verdict-headline");
    reasons.setId("verdict-reasons");
    reasons.getStyleClass().add("verdict-reasons");
    var scroll = new ScrollPane(reasons);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.getStyleClass().add("card-scroll");
    // Long reasons can be scrolled by keyboard as well.
    scroll.setFocusTraversable(true);
    scroll.setId("verdict-scroll");
    scroll.setAccessibleText(Texts.of("verdict.reasons"));
    VBox.setVgrow(scroll, Priority.ALWAYS);
    // Where the room is scarce, it is the window that is scrolled: a reason is to be read.
    reasons
        .heightProperty()
        .subscribe(height ->
            scroll.setMinHeight(
                Math.min(height.doubleValue(), LEAST_LINES * headline.getFont().getSize())));
    getChildren().addAll(headline, scroll, new PlanOptions(plan, chooser));
    patience.setOnFinished(_ -> headline.setText(Texts.of("verdict.checking-long")));
    plan.checkProperty().subscribe(this::show);
    plan.silentProperty()
        .subscribe(path -> {
          if (!path.isEmpty() && plan.checkProperty().get() instanceof Check.Running) {
            headline.setText(Texts.of("verdict.checking-silent", path));
          }
        });
  }

  private void show(Check check) {
    headline.setText(headlineOf(check));
    headline.getStyleClass().removeAll("ready", "refused");
    if (check instanceof Check.Running) {
      patience.playFromStart();
    } else {
      patience.stop();
    }
    switch (check) {
      case Check.Incomplete _, Check.Running _ -> reasons.getChildren().clear();
      case Check.Broken(var reason) -> {
        headline.getStyleClass().add("refused");
        reasons.getChildren().setAll(refusal(reason));
      }
      case Check.Done done -> {
        headline.getStyleClass().add(done.allowsCloning() ? "ready" : "refused");
        reasons.getChildren().setAll(reasonsOf(done));
      }
    }
  }

  private static String headlineOf(Check check) {
    return switch (check) {
      case Check.Incomplete(var hasSource, var hasTarget) -> {
        if (hasSource) {
          yield Texts.of("verdict.pick-target");
        }
        yield Texts.of(hasTarget ? "verdict.pick-source" : "verdict.pick-both");
      }
      case Check.Running _ -> Texts.of("verdict.checking");
      case Check.Broken _ -> Texts.of("verdict.broken");
      case Check.Done done -> Texts.of(done.allowsCloning() ? "verdict.ready" : "verdict.refused");
    };
  }

  private static List<Node> reasonsOf(Check.Done done) {
    return Stream.of(
            done.obstacles().stream().map(Sayings::of).map(VerdictView::refusal),
            done.nameToType().stream().map(VerdictView::systemDisk),
            done.verdict().warnings().stream().map(Wording::of).map(Parts::warning))
        .<Node>flatMap(s -> s)
        .toList();
  }

  private static Node refusal(String text) {
    return Parts.row(
        Parts.icon(Material2OutlinedAL.HIGHLIGHT_OFF),
        List.of(Parts.paragraph(text)),
        "reason",
        "refusal");
  }

  /// The dialog lifts [Refusal.SystemDisk], so that here it warns.
  private static Node systemDisk(String name) {
    return Parts.warning(Texts.of("verdict.system-disk", name));
  }
}
