package app.diptych.ui.job;

import app.diptych.clone.CloneResult;
import app.diptych.clone.JobProgress;
import app.diptych.clone.Phase;
import app.diptych.clone.Wording;
import app.diptych.ui.job.JobState.Errand;
import app.diptych.ui.parts.Amounts;
import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Texts;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Below the panels: the job, and how it ended.
public final class JobView extends StackPane {
  private final Label idle = Parts.paragraph(Texts.of("job.idle"), "job-idle");
  private final VBox running = new VBox();
  private final HBox ended = new HBox();
  private final Label title = Parts.label("", "job-title");
  private final PhaseSteps steps = new PhaseSteps();
  private final ProgressBar bar = new ProgressBar(0);
  private final Label percent = Parts.label("", "job-percent");
  private final Label bytes = Parts.label("", "job-bytes");
  private final Label rate = Parts.label("", "job-figure");
  private final Label left = Parts.label("", "job-figure");
  private final LiveView live = new LiveView();
  private final Button finish;
  private final Button cancel;

  /// The job of a window; cancelling asks first.
  public JobView(JobModel job, Runnable onCancel) {
    setId("job");
    getStyleClass().add("job");
    idle.setId("job-idle");
    finish = Parts.wire(new Button(), "finish", Texts.of("live.finish"), job::finish);
    finish.getStyleClass().add("accent");
    Parts.hint(finish, Texts.of("live.finish-hint"));
    cancel = Parts.wire(new Button(), "cancel", Texts.of("job.cancel"), onCancel);
    buildRunning();
    ended.getStyleClass().add("job-ended");
    ended.setId("job-ended");
    getChildren().addAll(idle, running, ended);
    job.stateProperty().subscribe(this::show);
    job.countersProperty().subscribe(this::count);
    job.progressProperty().subscribe(this::advance);
    job.liveProperty().subscribe(this::watch);
  }

  private void buildRunning() {
    running.setId("job-running");
    running.getStyleClass().add("job-running");
    title.setId("job-title");
    percent.setId("job-percent");
    bytes.setId("job-bytes");
    rate.setId("job-rate");
    left.setId("job-left");
    bar.setId("job-bar");
    bar.setMaxWidth(Double.MAX_VALUE);
    bar.setAccessibleText(Texts.of("job.bar"));
    var head = new HBox(title, Parts.spring(), steps);
    var figures = new HBox(percent, bytes, Parts.spring(), rate, left, finish, cancel);
    head.getStyleClass().add("job-line");
    figures.getStyleClass().add("job-line");
    running.getChildren().addAll(head, bar, figures, live);
  }

  private void show(JobState state) {
    Parts.show(idle, state instanceof JobState.Idle);
    Parts.show(running, state instanceof JobState.Running);
    Parts.show(ended, state instanceof JobState.Ended);
    switch (state) {
      case JobState.Idle _ -> {}
      case JobState.Running(var errand, var isEnding) -> {
        title.setText(isEnding ? Texts.of("job.ending") : errand.title());
        steps.plan(errand.wish());
        cancel.setDisable(isEnding);
      }
      case JobState.Ended(var errand, var result) -> tell(errand, result);
    }
  }

  private void watch(Optional<LiveState> state) {
    Parts.show(finish, state.filter(LiveState::mayFinish).isPresent());
    Parts.show(live, state.isPresent());
    boolean isSafeToStop = state.filter(LiveState::isSafeToStop).isPresent();
    Parts.reword(cancel, Texts.of(isSafeToStop ? "live.stop" : "job.cancel"));
    finish.setDisable(cancel.isDisabled() || state.filter(LiveState::canFinish).isEmpty());
    state.ifPresent(live::show);
  }

  private void count(JobProgress counters) {
    boolean isMoving =
        counters.bytesTotal() > 0
            && counters.phase() != Phase.IN_SYNC
            && counters.phase() != Phase.DETACHED;
    steps.show(counters.phase());
    bytes.setText(isMoving ? Amounts.part(counters.bytesDone(), counters.bytesTotal()) : "");
    rate.setText(Amounts.rate(counters.bytesPerSecond()));
    left.setText(Amounts.timeLeft(counters.secondsLeft()));
    if (isMoving) {
      Parts.retell(bytes, Amounts.exactPart(counters.bytesDone(), counters.bytesTotal()));
    }
  }

  private void advance(Number progress) {
    double value = Math.max(0, progress.doubleValue());
    bar.setProgress(value);
    percent.setText(Texts.of("job.percent", Math.round(value * 100)));
  }

  private void tell(Errand errand, CloneResult result) {
    Outcome outcome = Outcome.of(result, errand.wish().deed());
    Label text = Parts.paragraph(Wording.of(result, errand.wish().request()), "job-result");
    text.setId("job-result");
    Label next = Parts.paragraph(outcome.next(), "job-next");
    next.setId("job-next");
    Label head = Parts.paragraph(outcome.headline(), "job-title");
    head.setId("job-outcome");
    var words = new VBox(head, text, next);
    words.getStyleClass().add("job-words");
    ended
        .getChildren()
        .setAll(Parts.row(Parts.icon(outcome.icon(), "job-icon"), List.of(words), "job-line"));
    ended.getStyleClass().removeAll("success", "danger", "warning");
    ended.getStyleClass().add(outcome.styleClass());
  }
}
