package app.diptych.ui;

import app.diptych.ui.job.JobState.Errand;
import app.diptych.ui.job.JobsModel;
import app.diptych.ui.job.Unfinished;
import app.diptych.ui.parts.Sayings;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.beans.binding.BooleanBinding;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The jobs that were broken off and can go on, until each is taken up or forgotten. JavaFX thread
/// only; the journals are read and removed by the executor.
final class UnfinishedModel {
  private static final Logger LOG = LoggerFactory.getLogger(UnfinishedModel.class);

  private final ObservableList<Unfinished> list = FXCollections.observableArrayList();
  // One view for all, which lives as long as the list that it listens to weakly.
  private final ObservableList<Unfinished> view = FXCollections.unmodifiableObservableList(list);
  private final JobsModel jobs;
  private final Supplier<List<Unfinished>> source;
  private final Consumer<Optional<String>> onForgotten;
  private final Executor executor;
  private int looks;
  // What was taken up or forgotten since the latest look began, which may have found it still.
  private final Set<Errand> gone = new HashSet<>();

  /// Those of a source, which are begun again among some jobs.
  ///
  /// @param onForgotten what is done once one is forgotten, of which the checks may have spoken, or
  ///   cannot be, and is told why
  UnfinishedModel(
      JobsModel jobs,
      Supplier<List<Unfinished>> source,
      Consumer<Optional<String>> onForgotten,
      Executor executor) {
    this.jobs = jobs;
    this.source = source;
    this.onForgotten = onForgotten;
    this.executor = executor;
  }

  /// Looks for them. Of several looks that are under way the latest counts.
  void look() {
    looks++;
    int own = looks;
    gone.clear();
    executor.execute(() -> {
      List<Unfinished> found = source.get();
      Platform.runLater(() -> {
        if (own == looks) {
          list.setAll(found.stream().filter(job -> !gone.contains(job.errand())).toList());
        }
      });
    });
  }

  /// Those that are left.
  ObservableList<Unfinished> list() {
    return view;
  }

  /// Whether neither of its disks is in a job.
  BooleanBinding isFree(Unfinished job) {
    return jobs.isFree(job.errand());
  }

  /// Goes on with one, unless one of its disks is in a job.
  ///
  /// @return whether it goes on
  boolean resume(Unfinished job) {
    boolean isBegun = jobs.start(job.errand());
    if (isBegun) {
      remove(job);
    }
    return isBegun;
  }

  /// Forgets one: its target stays as it is, and cannot be finished any more.
  void forget(Unfinished job) {
    remove(job);
    executor.execute(() -> {
      Optional<String> problem = problem(job);
      Platform.runLater(() -> {
        // A look that began before the journal was gone has found it.
        look();
        onForgotten.accept(problem);
      });
    });
  }

  private static Optional<String> problem(Unfinished job) {
    try {
      job.forgetting().run();
      return Optional.empty();
    } catch (IOException e) {
      LOG.warn("a job that was broken off could not be forgotten", e);
      return Optional.of(Sayings.of(e));
    }
  }

  private void remove(Unfinished job) {
    list.remove(job);
    gone.add(job.errand());
  }
}
