package app.diptych.ui;

import app.diptych.clone.Verdict;
import app.diptych.ui.job.Wish;
import java.util.Optional;
import java.util.function.Function;
import javafx.concurrent.Service;
import javafx.concurrent.Task;

/// Runs the checks; a restart makes those that are under way obsolete.
final class Checking extends Service<Check.Done> {
  private final Function<Wish, Verdict> checks;
  private Optional<Wish> wish = Optional.empty();

  /// These checks, of nothing yet.
  Checking(Function<Wish, Verdict> checks) {
    this.checks = checks;
  }

  /// Checks a wish from the beginning.
  void check(Wish asked) {
    wish = Optional.of(asked);
    restart();
  }

  @Override
  protected Task<Check.Done> createTask() {
    Wish asked = wish.orElseThrow();
    return new Task<>() {
      @Override
      protected Check.Done call() {
        return new Check.Done(asked, checks.apply(asked));
      }
    };
  }
}
