package app.diptych.ui;

import app.diptych.ui.job.Unfinished;
import app.diptych.ui.parts.Amounts;
import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Texts;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.binding.BooleanBinding;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/// Above the panels: the jobs that were broken off, each with two buttons; not there without any.
final class UnfinishedView extends VBox {
  // The latest ones; more would push the panels away.
  private static final int MOST = 3;

  private final UnfinishedModel model;
  private final Runnable onResumed;
  private final Consumer<Unfinished> onForget;

  /// @param onResumed what is done when a job goes on
  /// @param onForget asks whether one is to be forgotten
  UnfinishedView(UnfinishedModel model, Runnable onResumed, Consumer<Unfinished> onForget) {
    this.model = model;
    this.onForget = onForget;
    this.onResumed = onResumed;
    setId("unfinished");
    getStyleClass().add("unfinished");
    model.list().addListener((ListChangeListener<Unfinished>) _ -> show());
    show();
  }

  private void show() {
    List<Unfinished> latest = model.list().stream().limit(MOST).toList();
    getChildren().clear();
    for (int i = 0; i < latest.size(); i++) {
      getChildren().add(line(latest.get(i), i));
    }
    Parts.show(this, !latest.isEmpty());
  }

  private HBox line(Unfinished job, int index) {
    String done =
        Texts.of(
            "unfinished.words",
            job.errand().title(),
            Amounts.part(job.bytesDone(), job.bytesTotal()));
    String said = job.isTargetGone() ? done + " " + Texts.of("unfinished.gone") : done;
    BooleanBinding isFree = model.isFree(job);
    Label words = Parts.paragraph("");
    // What is disabled shows no hint.
    words.textProperty().bind(isFree.map(free -> free ? said : said + " " + Texts.of("jobs.busy")));
    words.setId("unfinished-words-" + index);
    words.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(words, Priority.ALWAYS);
    Button resume =
        button(job, "unfinished-resume-" + index, "unfinished.resume", () -> resume(job));
    resume.disableProperty().bind(isFree.not());
    Parts.hint(
        resume,
        Texts.of(
            job.errand().map().isPresent() ? "unfinished.rescue-hint" : "unfinished.resume-hint"));
    Button forget =
        button(job, "unfinished-forget-" + index, "unfinished.forget", () -> onForget.accept(job));
    forget.getStyleClass().add("flat");
    Parts.hint(forget, Texts.of("unfinished.forget-hint"));
    var line = new HBox(Parts.icon(Material2OutlinedMZ.RESTORE), words, resume, forget);
    line.getStyleClass().add("identify-line");
    return line;
  }

  private static Button button(Unfinished job, String id, String key, Runnable action) {
    Button button = Parts.wire(new Button(), id, Texts.of(key), action);
    button.setMinWidth(USE_PREF_SIZE);
    button.setAccessibleText(Texts.of("unfinished.name", Texts.of(key), job.errand().title()));
    return button;
  }

  private void resume(Unfinished job) {
    if (model.resume(job)) {
      onResumed.run();
    }
  }
}
