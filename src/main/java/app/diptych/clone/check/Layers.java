package app.diptych.clone.check;

import app.diptych.block.DeviceException;
import app.diptych.block.Region;
import app.diptych.block.os.FileKind;
import app.diptych.block.os.FileStatus;
import app.diptych.block.os.ImageUser;
import app.diptych.block.os.Sharing;
import app.diptych.clone.Sentences;
import app.diptych.disks.DeviceNumber;
import app.diptych.disks.Disk;
import app.diptych.disks.Use;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What disks and images are made of, by one snapshot of the disks.
final class Layers {
  private static final Logger LOG = LoggerFactory.getLogger(Layers.class);
  // Loop devices over images on loop devices, and so on; more is a knot.
  private static final int DEEPEST = 16;

  private final List<Disk> disks;
  private final Outlook outlook;
  private final Map<Path, Optional<Layer>> others = new HashMap<>();

  Layers(List<Disk> disks, Outlook outlook) {
    this.disks = List.copyOf(disks);
    this.outlook = outlook;
  }

  /// Where a block device lies; empty for a file and for a device that is not listed.
  Optional<Place> place(FileStatus status) {
    return status.kind() == FileKind.BLOCK_DEVICE
        ? place(new DeviceNumber(status.major(), status.minor()))
        : Optional.empty();
  }

  /// Where the file system that a file lies on is, where that is one of the listed devices.
  Optional<Place> fileSystem(Layer file) {
    return place(new DeviceNumber(file.status().major(), file.status().minor()));
  }

  /// Where the device of this number lies; empty where it is not listed.
  Optional<Place> place(DeviceNumber number) {
    return Place.of(number, disks);
  }

  /// The thing itself, then what it is made of: the file or device under a loop device, and so on
  /// downwards. Empty where nothing stands there.
  List<Layer> of(Subject subject) {
    List<Layer> layers = new ArrayList<>();
    Optional<Layer> next = subject.status().map(status -> layer(subject.path(), status));
    while (next.isPresent() && layers.size() < DEEPEST) {
      layers.add(next.get());
      Region bytes = next.get().bytes();
      next = next.get().place().flatMap(place -> below(place.disk(), bytes, this::look));
    }
    return layers;
  }

  /// What these bytes of a loop device are made of. Where it is not told which those are, it is all
  /// that is there.
  private Optional<Layer> below(Disk loop, Region bytes, Function<Path, Optional<Layer>> look) {
    Region part = bytes.equals(Layer.ALL) ? new Region(0, loop.size()) : bytes;
    return loop.backing()
        .flatMap(backing ->
            look.apply(backing.file())
                .map(lower ->
                    backing.offset().isEmpty() || part.isEmpty()
                        ? lower
                        : lower.of(
                            new Region(
                                lower.bytes().offset()
                                    + backing.offset().getAsLong()
                                    + part.offset(),
                                part.length()))));
  }

  /// The loop devices that are made of one of the layers, without those that are layers themselves.
  List<Disk> loopsOver(List<Layer> layers) {
    return disks.stream()
        .filter(disk ->
            below(disk, Layer.ALL, this::lookAtOther).stream()
                .anyMatch(backing -> layers.stream().anyMatch(backing::overlaps)))
        .filter(disk ->
            layers.stream()
                .flatMap(layer -> layer.place().stream())
                .noneMatch(place -> place.disk().path().equals(disk.path())))
        .toList();
  }

  /// Who is in the way of using a subject so, or the image that it is made of: programs, and the
  /// system where it swaps on that.
  List<Use> holders(Subject subject, Sharing sharing) {
    return of(subject).stream().flatMap(layer -> holders(layer, sharing)).toList();
  }

  private Stream<Use> holders(Layer layer, Sharing sharing) {
    return switch (layer.status().kind()) {
      case REGULAR_FILE ->
          Stream.concat(
              swap(layer), programs(layer.path(), () -> outlook.users(layer.path(), sharing)));
      case BLOCK_DEVICE ->
          programs(
              layer.path(),
              () -> outlook.diskUsers(layer.path(), status -> isOf(layer, status), sharing));
      case DIRECTORY, OTHER -> Stream.empty();
    };
  }

  /// Whether a block device shares a byte with this one: it is the same, a partition of it, or the
  /// disk of which it is one.
  private boolean isOf(Layer layer, FileStatus device) {
    Layer other = layer(layer.path(), device);
    return layer.isSame(other)
        || (layer.place().isPresent()
            && other.place().stream().anyMatch(layer.place().get()::overlaps));
  }

  /// Somebody whom nobody sees, but who has taken a disk for himself alone; empty where there is
  /// none.
  Optional<Use> unseen(Path disk) {
    try {
      return outlook.isTaken(disk)
          ? Optional.of(
              new Use.Held(disk.toString(), Use.HolderKind.UNSEEN, Sentences.say("holder.unseen")))
          : Optional.empty();
    } catch (DeviceException e) {
      LOG.debug("whether somebody has taken a disk is not known", e);
      return Optional.empty();
    }
  }

  private Stream<Use> swap(Layer image) {
    return outlook.swaps().stream()
        .flatMap(path -> lookAtOther(path).stream())
        .filter(image::isSame)
        .map(_ -> new Use.Swap(image.path().toString()));
  }

  /// Finds out who else uses something.
  @FunctionalInterface
  private interface Question {
    List<ImageUser> users() throws DeviceException;
  }

  private static Stream<Use> programs(Path path, Question question) {
    try {
      return question.users().stream().map(user -> held(path, user));
    } catch (DeviceException.Denied e) {
      LOG.debug("who else uses a disk is not known to who may not open it", e);
      return Stream.empty();
    } catch (DeviceException e) {
      LOG.warn("who else uses it is not known", e);
      return Stream.empty();
    }
  }

  private static Use held(Path path, ImageUser user) {
    return new Use.Held(
        path.toString(),
        user.isWriting() ? Use.HolderKind.WRITER : Use.HolderKind.READER,
        user.program().orElseGet(() -> Sentences.say("holder.unseen")));
  }

  /// What stands at a path; empty where nothing does, as under a file that was deleted meanwhile.
  Optional<Layer> look(Path path) {
    try {
      return outlook.status(path).map(status -> layer(path, status));
    } catch (DeviceException e) {
      LOG.warn("a path could not be looked at", e);
      return Optional.empty();
    }
  }

  // The same of what is no part of what is asked for, which must not wait for it.
  private Optional<Layer> lookAtOther(Path path) {
    return others.computeIfAbsent(
        path, it -> outlook.statusOfOther(it).map(status -> layer(it, status)));
  }

  private Layer layer(Path path, FileStatus status) {
    Optional<Place> place = place(status);
    Region bytes =
        place.filter(p -> p.partition().isPresent()).map(Place::region).orElse(Layer.ALL);
    return new Layer(path, status, place, bytes);
  }
}
