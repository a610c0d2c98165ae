package app.diptych.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.concurrent.ScheduledService;
import javafx.concurrent.Task;
import javafx.util.Duration;

/// Looks whether an image still is the file that it was, and as long, while somebody thinks about
/// it: nobody tells that of files as the system does of disks. JavaFX thread only; the file is
/// looked at on the executor.
final class ImageWatch extends ScheduledService<Optional<ImageWatch.Shape>> {
  private static final Duration PERIOD = Duration.seconds(1);

  private final Path path;
  private final long listedSize;
  private final Consumer<Boolean> onChange;
  private Optional<Shape> first = Optional.empty();

  /// What tells one file at a path from another one.
  ///
  /// @param key of the file; the same for all where the system has none
  /// @param size in bytes
  record Shape(Optional<Object> key, long size) {}

  /// A watch over an image that was there when it was listed; it begins with [#start] and ends with
  /// [#cancel].
  ///
  /// @param listedSize its size then, in bytes
  /// @param onChange is told at most once, and whether there still is a file
  ImageWatch(Path path, long listedSize, Consumer<Boolean> onChange) {
    this.path = path;
    this.listedSize = listedSize;
    this.onChange = onChange;
    setPeriod(PERIOD);
    setOnSucceeded(_ -> seen(getValue()));
  }

  private void seen(Optional<Shape> shape) {
    if (first.isEmpty()) {
      first = shape.filter(s -> s.size() == listedSize);
    }
    if (shape.isEmpty() || !shape.equals(first)) {
      cancel();
      onChange.accept(shape.isPresent());
    }
  }

  @Override
  protected Task<Optional<Shape>> createTask() {
    return new Task<>() {
      @Override
      protected Optional<Shape> call() throws IOException {
        try {
          var file = Files.readAttributes(path, BasicFileAttributes.class);
          return Optional.of(new Shape(Optional.ofNullable(file.fileKey()), file.size()));
        } catch (NoSuchFileException _) {
          return Optional.empty();
        }
      }
    };
  }
}
