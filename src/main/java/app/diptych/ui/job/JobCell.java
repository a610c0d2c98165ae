package app.diptych.ui.job;

import app.diptych.ui.parts.Names;
import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Texts;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/// A job in a list of them.
final class JobCell extends ListCell<JobModel> {
  private final Label title = Parts.paragraph("", "job-cell-title");
  private final Label words = Parts.paragraph("", "job-cell-words");
  private final ProgressBar bar = new ProgressBar(0);
  private final FontIcon icon = Parts.icon(Material2OutlinedMZ.SYNC);
  private final HBox row;
  private Subscription subscription = Subscription.EMPTY;

  /// A cell for any job.
  JobCell() {
    var lines = new VBox(title, bar, words);
    lines.getStyleClass().add("job-cell-lines");
    bar.setMaxWidth(Double.MAX_VALUE);
    row = Parts.row(icon, List.of(lines), "job-cell");
    title.setMaxWidth(Double.MAX_VALUE);
    // The list is as wide as its place, and the words wrap.
    setPrefWidth(0);
  }

  @Override
  protected double computePrefHeight(double width) {
    return getGraphic() == null ? super.computePrefHeight(width) : Parts.heightInList(this, row);
  }

  @Override
  protected void updateItem(@Nullable JobModel job, boolean isEmpty) {
    super.updateItem(job, isEmpty);
    subscription.unsubscribe();
    subscription = Subscription.EMPTY;
    if (isEmpty || job == null) {
      setGraphic(null);
      setAccessibleText(null);
      return;
    }
    Parts.rephrase(title, Names.brief(job.errand().title()));
    setGraphic(row);
    subscription =
        Subscription.combine(
            job.stateProperty().subscribe(_ -> show(job)),
            job.progressProperty().subscribe(_ -> show(job)),
            job.countersProperty().subscribe(_ -> show(job)),
            job.pausedProperty().subscribe(_ -> show(job)),
            job.noticeProperty().subscribe(_ -> show(job)),
            job.liveProperty().subscribe(_ -> show(job)));
  }

  private void show(JobModel job) {
    switch (job.stateProperty().get()) {
      case JobState.Running(var isEnding) -> {
        Parts.show(bar, !job.isTargetLost());
        bar.setProgress(Math.max(0, job.progressProperty().get()));
        icon.setIconCode(
            job.trouble().isPresent()
                ? Material2OutlinedAL.ERROR_OUTLINE
                : Material2OutlinedMZ.SYNC);
        words.setText(isEnding ? Texts.of("job.ending") : job.standing());
      }
      case JobState.Ended(var result, _) -> {
        Parts.show(bar, false);
        Outcome outcome = Outcome.of(result);
        icon.setIconCode(
            outcome.isGood()
                ? Material2OutlinedAL.CHECK_CIRCLE
                : Material2OutlinedAL.ERROR_OUTLINE);
        words.setText(outcome.headline());
      }
    }
    setAccessibleText(job.errand().title() + ", " + words.getText());
  }
}
