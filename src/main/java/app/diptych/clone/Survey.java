package app.diptych.clone;

import static app.diptych.clone.Sentences.say;

import app.diptych.block.DeviceException;
import app.diptych.block.os.FileKind;
import app.diptych.block.os.FileStatus;
import app.diptych.clone.Refusal.Role;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Looks at one of the two by itself: whether it is there, what it is, and how large. What stands
/// against it is added to a list of refusals.
final class Survey {
  private final Outlook outlook;
  private final Layers layers;
  private final List<Refusal> refusals;

  Survey(Outlook outlook, Layers layers, List<Refusal> refusals) {
    this.outlook = outlook;
    this.layers = layers;
    this.refusals = refusals;
  }

  /// The source.
  Subject source(Endpoint endpoint) {
    return look(Role.SOURCE, path(endpoint), false);
  }

  /// A target that must be there already, and is only read.
  Subject existingTarget(Endpoint endpoint) {
    return look(Role.TARGET, path(endpoint), false);
  }

  /// The target, which as an image need not exist.
  Subject target(Endpoint endpoint) {
    boolean mayBeCreated =
        switch (endpoint) {
          case Endpoint.DiskPath _, Endpoint.Export _ -> false;
          case Endpoint.ImageFile _ -> true;
        };
    Subject target = look(Role.TARGET, path(endpoint), mayBeCreated);
    if (target.measure().isPresent()) {
      checkWritable(target, target.path());
    }
    return target;
  }

  private static Path path(Endpoint endpoint) {
    return switch (endpoint) {
      case Endpoint.DiskPath(Path path) -> path;
      case Endpoint.ImageFile(Path path) -> path;
      case Endpoint.Export(var uri) -> throw new UnsupportedOperationException(uri.toString());
    };
  }

  private Subject look(Role role, Path path, boolean mayBeCreated) {
    try {
      Optional<FileStatus> status = outlook.status(path);
      if (status.isPresent()) {
        return measure(role, path, status.get());
      }
      if (mayBeCreated && isCreatable(path)) {
        Subject missing = Subject.toBeCreated(role, path);
        checkWritable(missing, missing.folder());
        return missing;
      }
      refusals.add(new Refusal.NoSuchPath(role, path));
      return Subject.unknown(role, path);
    } catch (DeviceException e) {
      refusals.add(OpenFailure.refusal(role, path, e));
      return Subject.unknown(role, path);
    }
  }

  private Subject measure(Role role, Path path, FileStatus status) {
    Optional<Place> place = layers.place(status);
    Optional<Measure> measure =
        switch (status.kind()) {
          case BLOCK_DEVICE, REGULAR_FILE -> open(role, path, place);
          case DIRECTORY, OTHER -> {
            String found = say("found." + status.kind().name());
            refusals.add(new Refusal.NotADevice(role, path, found));
            yield Optional.empty();
          }
        };
    return new Subject(role, path, Optional.of(status), measure, place, false);
  }

  private Optional<Measure> open(Role role, Path path, Optional<Place> place) {
    try {
      Measure measure = outlook.measure(path);
      if (measure.size() > 0) {
        return Optional.of(measure);
      }
      refusals.add(new Refusal.Empty(role, path));
    } catch (DeviceException e) {
      // A reader without a card cannot be opened at all.
      boolean isEmpty = place.stream().anyMatch(p -> p.disk().size() == 0);
      refusals.add(isEmpty ? new Refusal.Empty(role, path) : OpenFailure.refusal(role, path, e));
    }
    return Optional.empty();
  }

  /// A file is never created through a link that leads nowhere: nobody could say where.
  private boolean isCreatable(Path path) throws DeviceException {
    Path folder = Subject.toBeCreated(Role.TARGET, path).folder();
    return !outlook.isLink(path)
        && outlook.status(folder).stream().anyMatch(s -> s.kind() == FileKind.DIRECTORY);
  }

  /// Of a disk that is not listed nobody knows who stands on it: any doubt is a refusal.
  private void checkWritable(Subject target, Path place) {
    boolean isDisk = target.status().stream().anyMatch(s -> s.kind() == FileKind.BLOCK_DEVICE);
    if (isDisk && target.place().isEmpty()) {
      String reason = say("access.notListed");
      refusals.add(new Refusal.NotAccessible(target.role(), target.path(), reason, false));
      return;
    }
    if (target.place().stream().anyMatch(p -> p.disk().isReadOnly())) {
      refusals.add(new Refusal.ReadOnlyTarget(target.path()));
      return;
    }
    switch (outlook.writability(place)) {
      case WRITABLE -> {}
      case READ_ONLY -> refusals.add(new Refusal.ReadOnlyTarget(target.path()));
      case DENIED ->
          refusals.add(
              new Refusal.NotAccessible(
                  target.role(), target.path(), say("access.notWritable"), !OpenFailure.isRoot()));
    }
  }
}
