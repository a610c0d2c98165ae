package app.diptych.ui;

import app.diptych.clone.CloneRequest;
import app.diptych.clone.Endpoint;
import app.diptych.clone.Verdict;
import app.diptych.disks.Silence;
import app.diptych.ui.job.Wish;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.concurrent.Service;
import javafx.concurrent.Task;

/// Runs the checks; a restart makes those that are under way obsolete. Its message is the file that
/// they wait for, once it is known that it does not answer.
final class Checking extends Service<Check.Done> {
  private final Function<Wish, Verdict> checks;
  private final Function<Consumer<Path>, Silence> silence;
  private Optional<Wish> wish = Optional.empty();

  /// These checks, of nothing yet.
  ///
  /// @param silence finds out what does not answer
  Checking(Function<Wish, Verdict> checks, Function<Consumer<Path>, Silence> silence) {
    this.checks = checks;
    this.silence = silence;
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
        Consumer<Path> told = path -> updateMessage(path.toString());
        try (Silence _ = silence.apply(told).watch(() -> paths(asked.request()))) {
          return new Check.Done(asked, checks.apply(asked));
        }
      }
    };
  }

  private static Set<Path> paths(CloneRequest request) {
    return Stream.of(request.source(), request.target())
        .filter(Endpoint.Local.class::isInstance)
        .map(endpoint -> ((Endpoint.Local) endpoint).path())
        .collect(Collectors.toSet());
  }
}
