package app.diptych.ui.history;

import app.diptych.report.JobReport;
import app.diptych.report.Reports;
import app.diptych.ui.history.HistoryModel.Format;
import app.diptych.ui.parts.Dialogs;
import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Question;
import app.diptych.ui.parts.Texts;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/// One report, and what can be done with it.
final class ReportView extends ScrollPane {
  private final HistoryModel model;
  private final Reports.Kept kept;

  /// A report.
  ///
  /// @param asking asks for a file to save to, and proposes a name for it
  /// @param told what became of what was asked for; below the buttons, which stay in their place
  ReportView(
      HistoryModel model, Reports.Kept kept, Function<String, Optional<Path>> asking, Node told) {
    this.model = model;
    this.kept = kept;
    JobReport report = kept.report();
    Label title = Parts.paragraph(Facts.title(report), "job-title");
    title.setId("report-title");
    Label outcome = Parts.paragraph(Facts.outcome(report), "job-title");
    outcome.setId("report-outcome");
    Label message = Parts.paragraph(report.message(), "job-result");
    message.setId("report-message");
    var end = new VBox(outcome, message);
    end.getStyleClass().addAll("job-ended", Facts.colour(report));
    var all = new VBox(title, end, buttons(asking), told, facts(report));
    all.getStyleClass().add("job");
    setId("report");
    setAccessibleText(Texts.of("history.report", Facts.title(report)));
    setFitToWidth(true);
    getStyleClass().addAll("job-scroll", "card-scroll");
    setContent(all);
  }

  private FlowPane buttons(Function<String, Optional<Path>> asking) {
    var line =
        new FlowPane(
            button(
                "report-open",
                "history.open",
                Material2OutlinedMZ.OPEN_IN_NEW,
                () -> model.open(kept.report())),
            button(
                "report-html",
                "history.html",
                Material2OutlinedMZ.SAVE_ALT,
                () -> save(asking, Format.HTML)),
            button(
                "report-json",
                "history.json",
                Material2OutlinedMZ.SAVE_ALT,
                () -> save(asking, Format.JSON)),
            button(
                "report-delete", "history.delete", Material2OutlinedAL.DELETE, this::askToDelete));
    line.getStyleClass().add("panel-buttons");
    return line;
  }

  private static Button button(String id, String key, Ikon icon, Runnable action) {
    Button button = Parts.wire(new Button(), id, Texts.of(key), action);
    button.setGraphic(Parts.icon(icon));
    return button;
  }

  private void save(Function<String, Optional<Path>> asking, Format format) {
    String name = kept.id().replaceFirst("\\.json$", "");
    asking
        .apply("diptych-" + name + format.ending())
        .ifPresent(file -> model.save(kept.report(), format, file));
  }

  private void askToDelete() {
    var question =
        new Question(
            new Question.Words(
                "delete",
                Texts.of("history.delete-title"),
                Facts.title(kept.report()),
                Texts.of("history.delete-question"),
                Texts.of("history.delete-go")));
    Dialogs.ask(
        this,
        question,
        isYes -> {
          if (isYes) {
            model.delete(kept);
          }
        });
  }

  private static GridPane facts(JobReport report) {
    var grid = new GridPane();
    grid.setId("report-facts");
    grid.getStyleClass().add("report-facts");
    Facts.of(report)
        .forEach(fact -> {
          Label name = Parts.paragraph(fact.name(), "panel-hint");
          Label value = Parts.paragraph(fact.value());
          name.setLabelFor(value);
          GridPane.setValignment(name, VPos.TOP);
          grid.addRow(grid.getRowCount(), name, value);
        });
    return grid;
  }
}
