package app.diptych.ui.job;

import app.diptych.clone.CloneRequest;
import app.diptych.ui.parts.Texts;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What can be done with the drive of a target that is done. JavaFX thread only; the system is
/// asked aside, since it may take minutes, while somebody looks for a password.
final class FarewellModel {
  private static final Logger LOG = LoggerFactory.getLogger(FarewellModel.class);

  private final Jobs jobs;
  private final ReadOnlyObjectWrapper<State> state =
      new ReadOnlyObjectWrapper<>(new State(Optional.empty(), false, ""));

  /// Where it stands.
  ///
  /// @param offered what can be done; empty where nothing can, or it is done
  /// @param isUnderWay whether it is being done
  /// @param words what there is to say; may be empty
  record State(Optional<Farewell> offered, boolean isUnderWay, String words) {}

  FarewellModel(Jobs jobs) {
    this.jobs = jobs;
  }

  /// Where it stands.
  ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /// Finds out what can be done with the target of a request.
  void look(CloneRequest request) {
    ask(() -> jobs.farewell(request), found -> state.set(new State(found, false, "")));
  }

  /// Does it.
  void run() {
    State before = state.get();
    before.offered().filter(_ -> !before.isUnderWay()).ifPresent(this::run);
  }

  private void run(Farewell farewell) {
    var offered = Optional.of(farewell);
    state.set(new State(offered, true, Texts.of("farewell.running")));
    ask(
        farewell.action(),
        problem ->
            state.set(
                problem
                    .map(why -> new State(offered, false, Texts.of("farewell.failed", why)))
                    .orElseGet(
                        () -> new State(Optional.empty(), false, Texts.of("farewell.done")))));
  }

  private <T> void ask(Supplier<T> question, Consumer<T> answer) {
    Aside.run(
        "farewell",
        question::get,
        answer,
        problem -> LOG.error("A drive could not be left", problem));
  }
}
