package app.diptych.ui;

import app.diptych.clone.Refusal;
import app.diptych.clone.Sentences;
import app.diptych.clone.Unmounting;
import app.diptych.clone.Wording;
import app.diptych.ui.disks.Candidate;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.concurrent.Task;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes the target's file systems out of the way, where the checks say that nothing else is in it,
/// and lets the checks be made again. JavaFX thread only; the work is done on the executor.
final class ReleaseModel {
  private static final Logger LOG = LoggerFactory.getLogger(ReleaseModel.class);

  private final PlanModel plan;
  private final Function<Unmounting, Optional<Refusal>> unmounting;
  private final Executor executor;
  private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.Idle());
  private @Nullable Task<Optional<Refusal>> task;
  private Optional<String> target = Optional.empty();
  private String problem = "";

  /// How far it is.
  sealed interface State {
    /// There is nothing to take out of the way.
    record Idle() implements State {}

    /// It can be done.
    ///
    /// @param what is to be unmounted
    /// @param problem why it was not, the last time; may be empty
    record Offered(Unmounting what, String problem) implements State {}

    /// It is being done; the system may be asking for a password.
    ///
    /// @param what is being unmounted
    record Running(Unmounting what) implements State {}
  }

  /// Waits for what the checks of a plan say.
  ReleaseModel(
      PlanModel plan, Function<Unmounting, Optional<Refusal>> unmounting, Executor executor) {
    this.plan = plan;
    this.unmounting = unmounting;
    this.executor = executor;
    plan.checkProperty().subscribe(this::checked);
  }

  /// How far it is.
  ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /// Begins, where that is offered.
  void run() {
    if (state.get() instanceof State.Offered(var what, _)) {
      var begun = new Unmount(what);
      begun.setOnSucceeded(_ -> over(begun.getValue().map(Wording::of).orElse("")));
      begun.setOnCancelled(_ -> over(""));
      begun.setOnFailed(_ -> over(broken(begun.getException())));
      task = begun;
      target = plan.target().map(Candidate::key);
      state.set(new State.Running(what));
      executor.execute(begun);
    }
  }

  /// Ends the waiting for a password. What is unmounted by then stays so.
  void cancel() {
    if (task != null) {
      task.cancel();
    }
  }

  // While it is under way disks come and go and are checked, without its being over.
  private void checked(Check check) {
    if (state.get() instanceof State.Running) {
      if (!plan.target().map(Candidate::key).equals(target)) {
        cancel();
      }
      return;
    }
    switch (check) {
      case Check.Running _ -> state.set(new State.Idle());
      case Check.Incomplete _, Check.Broken _ -> forget();
      case Check.Done done ->
          Unmounting.of(done.verdict()).ifPresentOrElse(this::offer, this::forget);
    }
  }

  // What was said of one target is not said of another.
  private void offer(Unmounting what) {
    boolean isSame = plan.target().map(Candidate::key).equals(target);
    state.set(new State.Offered(what, isSame ? problem : ""));
  }

  private void forget() {
    problem = "";
    state.set(new State.Idle());
  }

  private void over(String reason) {
    problem = reason;
    task = null;
    state.set(new State.Idle());
    plan.recheck();
  }

  private static String broken(Throwable cause) {
    LOG.error("The target could not be unmounted", cause);
    return Sentences.reason(cause);
  }

  private final class Unmount extends Task<Optional<Refusal>> {
    private final Unmounting what;

    Unmount(Unmounting what) {
      this.what = what;
    }

    @Override
    protected Optional<Refusal> call() {
      return unmounting.apply(what);
    }
  }
}
