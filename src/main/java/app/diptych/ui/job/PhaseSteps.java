package app.diptych.ui.job;

import app.diptych.clone.Phase;
import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Texts;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/// The phases of a job in their order, the one under way marked.
final class PhaseSteps extends HBox {
  private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");
  private static final PseudoClass PAST = PseudoClass.getPseudoClass("past");

  private final Map<Phase, Label> steps = new EnumMap<>(Phase.class);
  private boolean isInOrder = true;

  /// All phases, none marked.
  PhaseSteps() {
    setId("job-phases");
    getStyleClass().add("steps");
    for (Phase phase : Phase.values()) {
      Label step = Parts.label(words(phase), "step");
      step.setId("phase-" + phase);
      step.setMinWidth(USE_PREF_SIZE);
      steps.put(phase, step);
      getChildren().add(step);
    }
  }

  /// Shows only what will take place. A repair goes through some of it twice, so that nothing is
  /// ever past.
  void plan(Wish wish) {
    isInOrder = !wish.isRepair();
    boolean isLive = wish.export().isPresent();
    steps.forEach((phase, step) -> {
      boolean takesPlace =
          switch (phase) {
            case PREPARING, COPYING, FLUSHING -> true;
            case VERIFYING -> wish.request().options().verify() || wish.isRepair();
            case IN_SYNC, DETACHED -> isLive;
            case RESCUING -> wish.request().options().skipping().isPresent();
          };
      Parts.show(step, takesPlace);
    });
  }

  /// Shows one no longer, if it is left out: it would count as past.
  void leaveOut(Phase phase, boolean isLeftOut) {
    if (isLeftOut) {
      Optional.ofNullable(steps.get(phase)).ifPresent(step -> Parts.show(step, false));
    }
  }

  /// Marks the phase under way.
  void show(Phase current) {
    steps.forEach((phase, step) -> {
      step.pseudoClassStateChanged(CURRENT, phase == current);
      step.pseudoClassStateChanged(PAST, isInOrder && phase.compareTo(current) < 0);
    });
    setAccessibleText(words(current));
  }

  /// What a phase is called.
  static String words(Phase phase) {
    return switch (phase) {
      case PREPARING -> Texts.of("phase.preparing");
      case COPYING -> Texts.of("phase.copying");
      case RESCUING -> Texts.of("phase.rescuing");
      case FLUSHING -> Texts.of("phase.flushing");
      case VERIFYING -> Texts.of("phase.verifying");
      case IN_SYNC -> Texts.of("phase.in-sync");
      case DETACHED -> Texts.of("phase.detached");
    };
  }
}
