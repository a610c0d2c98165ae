package app.diptych.ui;

import app.diptych.desktop.Notice;
import app.diptych.ui.job.JobModel;
import app.diptych.ui.job.JobsModel;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.controlsfx.control.Notifications;

/// What the window tells by itself where there is no desktop to tell it.
final class Told {
  private static final Duration SHOWN = Duration.seconds(12);

  private final Stage stage;
  private final Pages pages;
  private final JobsModel jobs;

  /// Tells it in a stage with such pages, of these jobs.
  Told(Stage stage, Pages pages, JobsModel jobs) {
    this.stage = stage;
    this.pages = pages;
    this.jobs = jobs;
  }

  /// Tells it in a corner of the window, from where a click leads to the job; not where the job is
  /// on view, whose end is told there, and whose buttons it would cover.
  void tell(JobModel job, Notice notice) {
    boolean isOnView =
        pages.shownProperty().get() == Pages.Page.JOBS
            && jobs.shownProperty().get().filter(job::equals).isPresent();
    if (!stage.isShowing() || isOnView) {
      return;
    }
    Notifications told =
        Notifications.create()
            .owner(stage)
            .title(notice.title())
            .text(notice.body())
            .position(Pos.TOP_RIGHT)
            .styleClass("told")
            .onAction(_ -> show(job))
            .hideAfter(SHOWN);
    if (notice.isUrgent()) {
      told.showWarning();
    } else {
      told.showInformation();
    }
  }

  private void show(JobModel job) {
    jobs.shownProperty().set(Optional.of(job));
    pages.show(Pages.Page.JOBS);
  }
}
