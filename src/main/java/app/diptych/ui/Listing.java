package app.diptych.ui;

import app.diptych.disks.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
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

  private final Supplier<List<Disk>> inventory;
  private final PanelModel source;
  private final PanelModel target;

  /// A listing of the disks of an inventory and of the images offered in two panels.
  Listing(Supplier<List<Disk>> inventory, PanelModel source, PanelModel target, Executor executor) {
    this.inventory = inventory;
    this.source = source;
    this.target = target;
    setExecutor(executor);
  }

  @Override
  protected Task<Result> createTask() {
    List<Path> sourceImages = source.images();
    List<Path> targetImages = target.images();
    return new Task<>() {
      @Override
      protected Result call() {
        List<Candidate> disks =
            inventory.get().stream().<Candidate>map(Candidate.OfDisk::new).toList();
        return new Result(
            withImages(disks, sourceImages), withImages(disks, targetImages), disks.size());
      }
    };
  }

  private static List<Candidate> withImages(List<Candidate> disks, List<Path> images) {
    return Stream.concat(
            images.stream().map(path -> new Candidate.OfImage(path, sizeOf(path))), disks.stream())
        .toList();
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
