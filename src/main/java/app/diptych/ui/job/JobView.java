package app.diptych.ui.job;

import app.diptych.clone.JobProgress;
import app.diptych.clone.MapCell;
import app.diptych.clone.Phase;
import app.diptych.ui.parts.Amounts;
import app.diptych.ui.parts.Ends;
import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Texts;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// One job: what it does while it is under way, and how it ended. What can be done with it is
/// beside it, so that it is in view however far this is scrolled.
final class JobView extends ScrollPane {
  private final JobModel job;
  private final JobDesk desk;
  private final ObservableBooleanValue isFree;
  private final Label title = Parts.paragraph("", "job-title");
  private final Label notice = Parts.paragraph("", "job-notice");
  private final VBox cautions = new VBox();
  private final PhaseSteps steps = new PhaseSteps();
  private final ProgressBar bar = new ProgressBar(0);
  // Behind it: what is copied and not durable yet.
  private final ProgressBar ahead = new ProgressBar(0);
  private final Label percent = Parts.label("", "job-percent");
  private final Label bytes = Parts.label("", "job-bytes");
  private final Label rate = Parts.label("", "job-figure");
  private final Label mean = Parts.label("", "job-figure");
  private final HBox speeds = new HBox();
  private final Label left = Parts.label("", "job-left");
  private final Label chartHeading = heading("job.chart-heading");
  private final RateChart chart = new RateChart();
  private final Label mapHeading = heading("job.map-heading");
  private final MapView map = new MapView();
  private final LiveView live;
  private final VBox ended = new VBox();
  private final VBox running = new VBox();
  private final Button finish;
  private final Button pause;
  private final Button skip;
  private final Button forget;
  private final Button cancel;
  private final HBox actions = new HBox();

  /// A job, and where to ask for something about it; one that is over can be taken from the list.
  ///
  /// @param isFree whether neither of its disks is in another job
  JobView(JobModel job, JobDesk desk, ObservableBooleanValue isFree, Runnable onForget) {
    this.job = job;
    this.desk = desk;
    this.isFree = isFree;
    live = new LiveView(job.errand());
    finish = Parts.wire(new Button(), "finish", Texts.of("live.finish"), job::finish);
    finish.getStyleClass().add("accent");
    Parts.hint(finish, Texts.of("live.finish-hint"));
    cancel = Parts.wire(new Button(), "cancel", Texts.of("job.cancel"), () -> desk.stop(job));
    pause = Parts.wire(new Button(), "pause", Texts.of("job.pause"), job::togglePause);
    skip = Parts.wire(new Button(), "skip", Texts.of("job.skip"), job::skipVerification);
    skip.getStyleClass().add("flat");
    Parts.hint(skip, Texts.of("job.skip-hint"));
    setId("job");
    setFitToWidth(true);
    setFitToHeight(true);
    getStyleClass().addAll("job-scroll", "card-scroll");
    forget = Parts.wire(new Button(), "job-forget", Texts.of("jobs.forget"), onForget);
    forget.getStyleClass().add("flat");
    title.setId("job-title");
    steps.plan(job.errand().wish());
    ended.setId("job-ended");
    buildRunning();
    var picture = new VBox(mapHeading, map, chartHeading, chart);
    VBox.setVgrow(chart, Priority.ALWAYS);
    VBox.setVgrow(picture, Priority.ALWAYS);
    Parts.show(chartHeading, false);
    Parts.show(chart, false);
    picture.getStyleClass().add("job-picture");
    var deeds = List.of(finish, skip, pause, cancel, forget);
    // The words of no button give way.
    deeds.forEach(button -> button.setMinWidth(USE_PREF_SIZE));
    actions.getChildren().addAll(deeds);
    actions.getStyleClass().add("action-line");
    actions.setId("job-actions");
    notice.setId("job-notice");
    cautions.setId("job-cautions");
    cautions.getStyleClass().add("verdict-reasons");
    var all = new VBox(title, notice, ended, cautions, running, live, picture);
    all.getStyleClass().add("job");
    // It grows with the window, and is scrolled where that is too small.
    all.setMinHeight(USE_PREF_SIZE);
    setContent(all);
    job.noticeProperty().subscribe(this::notice);
    job.cautionsProperty().subscribe(this::warn);
    job.stateProperty().subscribe(this::show);
    job.pausedProperty().subscribe(_ -> show(job.stateProperty().get()));
    job.skippableProperty().subscribe(isSkippable -> offer(skip, isSkippable));
    job.skippedProperty().subscribe(isSkipped -> steps.leaveOut(Phase.VERIFYING, isSkipped));
    job.countersProperty().subscribe(this::count);
    job.figuresProperty().subscribe(this::figure);
    job.progressProperty().subscribe(this::advance);
    job.cellsProperty().subscribe(this::map);
    job.liveProperty().subscribe(this::watch);
  }

  /// What can be done with the job.
  HBox actions() {
    return actions;
  }

  // One that is over waits for nothing.
  private void notice(String text) {
    Parts.rephrase(notice, text);
    Parts.show(notice, !text.isEmpty() && job.stateProperty().get() instanceof JobState.Running);
    offerRest();
  }

  private void warn(List<String> sentences) {
    Parts.show(cautions, !sentences.isEmpty());
    cautions.getChildren().setAll(sentences.stream().map(Parts::warning).toList());
  }

  private static Label heading(String key) {
    return Parts.paragraph(Texts.of(key), "job-heading");
  }

  private void buildRunning() {
    running.setId("job-running");
    running.getStyleClass().add("job-running");
    percent.setId("job-percent");
    bytes.setId("job-bytes");
    rate.setId("job-rate");
    mean.setId("job-mean");
    left.setId("job-left");
    bar.setId("job-bar");
    List.of(ahead, bar).forEach(each -> each.setMaxWidth(Double.MAX_VALUE));
    bar.setAccessibleText(Texts.of("job.bar"));
    Parts.hint(bar, Texts.of("job.bar-hint"));
    ahead.setId("job-bar-ahead");
    ahead.getStyleClass().add("ahead");
    Parts.hint(rate, Texts.of("job.rate-hint"));
    Parts.hint(mean, Texts.of("job.mean-hint"));
    var done = new HBox(percent, bytes);
    speeds.getChildren().addAll(rate, mean);
    done.getStyleClass().add("job-line");
    speeds.getStyleClass().add("job-line");
    var figures = new Ends(done, left);
    running.getChildren().addAll(steps, new StackPane(ahead, bar), figures, speeds);
  }

  private void show(JobState state) {
    notice(job.noticeProperty().get());
    showRunning();
    Parts.show(ended, state instanceof JobState.Ended);
    Parts.show(forget, state instanceof JobState.Ended);
    switch (state) {
      case JobState.Running(var isEnding) -> {
        Parts.rephrase(title, isEnding ? Texts.of("job.ending") : words());
        Parts.reword(pause, Texts.of(job.pausedProperty().get() ? "job.resume" : "job.pause"));
        if (isEnding) {
          leaveActions();
        }
        cancel.setDisable(isEnding);
        pause.setDisable(isEnding);
        skip.setDisable(isEnding);
        offerFinish();
      }
      case JobState.Ended end -> {
        leaveActions();
        Parts.rephrase(title, job.errand().title());
        Parts.show(cancel, false);
        Parts.show(pause, false);
        ended
            .getChildren()
            .setAll(new EndView(job, end, desk, isFree), new FarewellView(job.farewell()));
      }
    }
  }

  private void leaveActions() {
    leave(actions.getChildren());
  }

  // Else the keyboard would be led on to the next button, which does something else when the key is
  // pressed once more: rests the job, ends it, or takes it from the list, unread.
  private void leave(List<? extends Node> buttons) {
    // While a dialog is open nothing here counts as focused.
    Optional.ofNullable(actions.getScene())
        .map(Scene::getFocusOwner)
        .filter(buttons::contains)
        .ifPresent(_ -> requestFocus());
  }

  private void showRunning() {
    Parts.show(running, job.running().get() && !job.isTargetLost());
  }

  private String words() {
    String words = job.errand().title();
    return job.pausedProperty().get() ? Texts.of("job.paused", words) : words;
  }

  private void map(List<MapCell> cells) {
    Parts.show(mapHeading, !cells.isEmpty());
    Parts.show(map, !cells.isEmpty());
    map.show(cells);
    ahead.setProgress(copied());
  }

  private double copied() {
    return switch (job.countersProperty().get().phase()) {
      case COPYING, RESCUING, FLUSHING ->
          job.cellsProperty().get().stream().mapToDouble(MapCell::done).average().orElse(0);
      case PREPARING, VERIFYING, IN_SYNC, DETACHED -> 0;
    };
  }

  private void watch(Optional<LiveState> state) {
    offer(finish, state.filter(LiveState::mayFinish).isPresent());
    Parts.show(live, state.isPresent());
    showRunning();
    boolean isSafeToStop = state.filter(LiveState::isSafeToStop).isPresent();
    Parts.reword(cancel, Texts.of(isSafeToStop ? "live.stop" : "job.cancel"));
    offerFinish();
    state.ifPresent(live::show);
    offerRest();
  }

  private void offerFinish() {
    boolean canFinish = job.liveProperty().get().filter(LiveState::canFinish).isPresent();
    boolean isOff = !canFinish || cancel.isDisabled();
    if (isOff) {
      leave(List.of(finish));
    }
    finish.setDisable(isOff);
  }

  private void offer(Button button, boolean isOffered) {
    if (!isOffered) {
      leave(List.of(button));
    }
    Parts.show(button, isOffered);
  }

  private void count(JobProgress counters) {
    boolean isMoving =
        counters.bytesTotal() > 0
            && counters.phase() != Phase.IN_SYNC
            && counters.phase() != Phase.DETACHED;
    steps.show(counters.phase());
    ahead.setProgress(copied());
    offerRest();
    boolean isPreparing = counters.phase() == Phase.PREPARING;
    // How much of that is done nobody knows.
    Parts.show(percent, !isPreparing);
    bytes.setText(isPreparing ? Texts.of("job.preparing") : part(counters, isMoving));
    rate.setText(Amounts.rate(counters.bytesPerSecond()));
    Parts.show(rate, !rate.getText().isEmpty());
    Parts.show(speeds, isMoving);
    if (isMoving) {
      Parts.retell(bytes, Amounts.exactPart(counters.bytesDone(), counters.bytesTotal()));
    }
  }

  private static String part(JobProgress counters, boolean isMoving) {
    return isMoving ? Amounts.part(counters.bytesDone(), counters.bytesTotal()) : "";
  }

  // One that waits in vain neither rests nor goes on.
  private void offerRest() {
    boolean canRest =
        switch (job.countersProperty().get().phase()) {
          case PREPARING, COPYING, RESCUING, FLUSHING, VERIFYING -> job.trouble().isEmpty();
          case IN_SYNC, DETACHED -> false;
        };
    offer(pause, canRest && job.running().get());
  }

  private void figure(Pace.Figures figures) {
    left.setText(
        Amounts.timeLeft(figures.secondsLeft(), LocalDateTime.now(ZoneId.systemDefault())));
    mean.setText(figures.mean() > 0 ? Texts.of("job.mean", Amounts.rate(figures.mean())) : "");
    // One point is no curve, nor is a line at nothing.
    if (figures.hasPoint()
        && job.history().points().size() > 1
        && (chart.isVisible() || job.countersProperty().get().bytesPerSecond() > 0)) {
      Parts.show(chartHeading, true);
      Parts.show(chart, true);
      chart.show(job.history().points());
    }
  }

  private void advance(Number progress) {
    double value = Math.max(0, progress.doubleValue());
    bar.setProgress(value);
    percent.setText(Texts.of("job.percent", Math.round(value * 100)));
  }
}
