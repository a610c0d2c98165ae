package app.diptych.ui.history;

import app.diptych.report.JobReport;
import app.diptych.report.Reports;
import app.diptych.ui.parts.Names;
import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Texts;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/// A report in the list of them.
final class ReportCell extends ListCell<Reports.Kept> {
  private final Label title = Parts.paragraph("", "job-cell-title");
  private final Label outcome = Parts.paragraph("", "job-cell-words");
  private final Label when = Parts.paragraph("", "card-detail");
  private final FontIcon icon = Parts.icon(Material2OutlinedAL.CHECK_CIRCLE);
  private final HBox row;

  /// A cell for any report.
  ReportCell() {
    var lines = new VBox(title, outcome, when);
    lines.getStyleClass().add("job-cell-lines");
    row = Parts.row(icon, List.of(lines), "job-cell");
    // The list is as wide as its place, and the words wrap.
    setPrefWidth(0);
  }

  @Override
  protected double computePrefHeight(double width) {
    return getGraphic() == null ? super.computePrefHeight(width) : Parts.heightInList(this, row);
  }

  @Override
  protected void updateItem(Reports.@Nullable Kept kept, boolean isEmpty) {
    super.updateItem(kept, isEmpty);
    if (isEmpty || kept == null) {
      setGraphic(null);
      setAccessibleText(null);
      return;
    }
    JobReport report = kept.report();
    Parts.rephrase(title, Names.brief(Facts.title(report)));
    outcome.setText(Facts.outcome(report));
    when.setText(Facts.summary(report));
    icon.setIconCode(
        Facts.colour(report).equals("success")
            ? Material2OutlinedAL.CHECK_CIRCLE
            : Material2OutlinedAL.ERROR_OUTLINE);
    setGraphic(row);
    setAccessibleText(
        Texts.of("card.accessible", Facts.title(report), outcome.getText(), when.getText()));
  }
}
