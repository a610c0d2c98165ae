package app.diptych.ui.disks;

import app.diptych.disks.Answers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.concurrent.Service;
import javafx.concurrent.Task;

/// Lists what can be picked, away from the JavaFX thread. A restart makes an older listing that is
/// still under way obsolete.
final class Listing extends Service<Listing.Result> {

  /// What there is.
  ///
  /// @param forSource what the source panel offers
  /// @param forTarget what the target panel offers
  /// @param disks how many disks are among it
  record Result(List<Candidate> forSource, List<Candidate> forTarget, int disks) {}

  // A file on a disk or server that hangs keeps nobody waiting longer.
  private static final long PATIENCE_MILLIS = 800;

  private final Answers<Path, OptionalLong> files = new Answers<>(PATIENCE_MILLIS);
  private final Plugged inventory;
  private final PanelModel source;
  private final PanelModel target;

  /// A listing of the disks that are plugged in and of what else is offered in two panels.
  Listing(Plugged inventory, PanelModel source, PanelModel target, Executor executor) {
    this.inventory = inventory;
    this.source = source;
    this.target = target;
    setExecutor(executor);
  }

  @Override
  protected Task<Result> createTask() {
    var toSource = new Offers(source.exports(), source.images());
    var toTarget = new Offers(target.exports(), target.images());
    return new Task<>() {
      @Override
      protected Result call() {
        List<Candidate> disks =
            inventory.list().stream().<Candidate>map(Candidate.OfDisk::new).toList();
        var sizes = files.ask(questions(toSource, toTarget));
        return new Result(toSource.with(disks, sizes), toTarget.with(disks, sizes), disks.size());
      }
    };
  }

  /// What is offered in a panel beside the disks. A server is not asked anew: a listing waits for
  /// nobody far away, and the checks measure again.
  private record Offers(List<Candidate.OfExport> exports, List<Path> images) {
    // One of unknown size counts as one that is not there: where that is wrong, it is refused.
    List<Candidate> with(List<Candidate> disks, Map<Path, Answers.Answer<OptionalLong>> sizes) {
      Stream<Candidate> files =
          images.stream()
              .map(path ->
                  new Candidate.OfImage(
                      path,
                      Optional.ofNullable(sizes.get(path))
                          .flatMap(Answers.Answer::value)
                          .orElse(OptionalLong.empty())));
      return Stream.of(exports.stream(), files, disks.stream()).<Candidate>flatMap(c -> c).toList();
    }
  }

  private static Map<Path, Supplier<OptionalLong>> questions(Offers... offers) {
    return Stream.of(offers)
        .flatMap(offer -> offer.images().stream())
        .distinct()
        .collect(Collectors.toMap(path -> path, path -> () -> sizeOf(path)));
  }

  private static OptionalLong sizeOf(Path path) {
    try {
      return OptionalLong.of(Files.size(path));
    } catch (IOException _) {
      // Not there yet, or not to be seen: the checks will say which.
      return OptionalLong.empty();
    }
  }
}
