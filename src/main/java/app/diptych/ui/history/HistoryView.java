package app.diptych.ui.history;

import app.diptych.report.Reports;
import app.diptych.ui.parts.CopyRow;
import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Texts;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The jobs that have ended: a list of their reports, and the one that is looked at.
public final class HistoryView extends HBox {
  private final HistoryModel model;
  private final Function<String, Optional<Path>> asking;
  private final ListView<Reports.Kept> list = new ListView<>();
  private final StackPane place = new StackPane();
  private final VBox told = new VBox();
  private Optional<Reports.Kept> read = Optional.empty();

  /// The history of a model, which is looked at anew whenever it is shown.
  ///
  /// @param asking asks for a file to save to, and proposes a name for it
  public HistoryView(HistoryModel model, Function<String, Optional<Path>> asking) {
    this.model = model;
    this.asking = asking;
    setId("history");
    getStyleClass().add("jobs");
    list.setId("history-list");
    list.setAccessibleText(Texts.of("history.list"));
    list.getStyleClass().add("job-list");
    list.setItems(model.list());
    list.setCellFactory(_ -> new ReportCell());
    VBox.setVgrow(list, Priority.ALWAYS);
    var side = new VBox(Parts.label(Texts.of("history.heading"), "panel-title"), list);
    side.getStyleClass().addAll("panel", "job-side");
    Label notice = Parts.paragraph("", "job-notice");
    notice.setId("history-notice");
    notice.textProperty().bind(model.noticeProperty());
    notice.textProperty().subscribe(text -> Parts.show(told, !text.isEmpty()));
    var page = new CopyRow("history-page", Texts.of("history.page"));
    model
        .pageProperty()
        .subscribe(file -> {
          page.show(file.map(Path::toString));
          Parts.show(page, file.isPresent());
        });
    told.getStyleClass().add("report-told");
    told.getChildren().addAll(notice, page);
    VBox.setVgrow(place, Priority.ALWAYS);
    var main = new VBox(place);
    main.getStyleClass().addAll("panel", "job-place");
    HBox.setHgrow(main, Priority.ALWAYS);
    getChildren().addAll(side, main);
    list.getSelectionModel().selectedItemProperty().subscribe(this::show);
    // After the list view's own, which selects nothing when all is replaced.
    model.list().addListener((ListChangeListener<Reports.Kept>) _ -> select());
    visibleProperty()
        .subscribe(isVisible -> {
          if (isVisible) {
            model.look();
          }
        });
  }

  // Who reads one keeps it when another one has come; who is elsewhere finds the latest.
  private void select() {
    if (model.list().isEmpty()) {
      show(null);
    } else if (isVisible() && read.filter(model.list()::contains).isPresent()) {
      list.getSelectionModel().select(read.get());
    } else if (!isVisible() || list.getSelectionModel().isEmpty()) {
      list.getSelectionModel().selectFirst();
    }
  }

  private void show(Reports.@Nullable Kept kept) {
    if (kept != null) {
      read = Optional.of(kept);
      place.getChildren().setAll(new ReportView(model, kept, asking, told));
    } else {
      Label none =
          Parts.paragraph(
              Texts.of(model.list().isEmpty() ? "history.none" : "history.pick"), "job-idle");
      none.setId("history-none");
      var empty = new VBox(told, none);
      empty.getStyleClass().add("history-empty");
      place.getChildren().setAll(empty);
    }
  }
}
