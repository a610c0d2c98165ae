package app.diptych.ui.job;

import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Texts;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The jobs: a list of them, and the one that is looked at.
public final class JobsView extends HBox {
  private final Map<JobModel, JobView> views = new HashMap<>();
  private final JobsModel jobs;
  private final JobDesk desk;
  private final ListView<JobModel> list = new ListView<>();
  private final StackPane place = new StackPane();
  private final StackPane actions = new StackPane();
  private final Label idle = Parts.paragraph(Texts.of("job.idle"), "job-idle");

  /// The jobs of a window, and where to ask for something about one.
  public JobsView(JobsModel jobs, JobDesk desk) {
    this.jobs = jobs;
    this.desk = desk;
    setId("jobs");
    getStyleClass().add("jobs");
    idle.setId("job-idle");
    list.setId("job-list");
    list.setAccessibleText(Texts.of("jobs.list"));
    list.getStyleClass().add("job-list");
    list.setItems(jobs.list());
    list.setCellFactory(_ -> new JobCell());
    VBox.setVgrow(list, Priority.ALWAYS);
    var side = new VBox(Parts.label(Texts.of("jobs.heading"), "panel-title"), list);
    side.getStyleClass().addAll("panel", "job-side");
    place.getStyleClass().addAll("panel", "job-place");
    HBox.setHgrow(place, Priority.ALWAYS);
    getChildren().addAll(side, place);
    jobs.shownProperty().subscribe(this::show);
    list.getSelectionModel()
        .selectedItemProperty()
        .subscribe(job -> {
          if (job != null) {
            jobs.shownProperty().set(Optional.of(job));
          }
        });
  }

  /// What can be done with the job that is looked at.
  public StackPane actions() {
    return actions;
  }

  /// Moves the keyboard to the list, where no key does anything to a job.
  public void focusList() {
    list.requestFocus();
  }

  private void show(Optional<JobModel> job) {
    job.ifPresentOrElse(
        shown -> {
          list.getSelectionModel().select(shown);
          JobView view =
              views.computeIfAbsent(
                  shown, made -> new JobView(made, desk, jobs.isFree(made), () -> forget(made)));
          place.getChildren().setAll(view);
          actions.getChildren().setAll(view.actions());
        },
        () -> {
          place.getChildren().setAll(idle);
          actions.getChildren().clear();
        });
  }

  private void forget(JobModel job) {
    jobs.forget(job);
    views.remove(job);
  }
}
