package app.diptych.clone.check;

import static app.diptych.clone.Sentences.say;

import app.diptych.block.DeviceException;
import app.diptych.clone.Endpoint;
import app.diptych.disks.Partition;
import app.diptych.units.Sizes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What will be lost on a target, in a few words each.
final class Contents {
  private Contents() {}

  /// Its partitions and file systems; where none are known, whether it holds anything at all.
  static List<String> of(Subject target, Outlook outlook) throws DeviceException {
    if (target.measure().isEmpty()) {
      return List.of();
    }
    if (target.isImage()) {
      long held = target.measure().get().held();
      return held == 0 ? List.of() : List.of(say("contents.image", Sizes.of(held)));
    }
    if (target.endpoint() instanceof Endpoint.Export export) {
      return outlook.holdsAnything(export) ? List.of(say("contents.any")) : List.of();
    }
    List<String> known =
        target.place().stream().flatMap(Contents::partitions).map(Contents::describe).toList();
    if (!known.isEmpty()) {
      return known;
    }
    Optional<String> whole =
        target.place().filter(p -> p.partition().isEmpty()).flatMap(p -> p.disk().fileSystem());
    if (whole.isPresent()) {
      return whole.stream().toList();
    }
    try {
      boolean isPartition = target.place().flatMap(Place::partition).isPresent();
      return outlook.holdsAnything(target.endpoint())
          ? List.of(say(isPartition ? "contents.any" : "contents.unknown"))
          : List.of();
    } catch (DeviceException.Denied _) {
      return List.of(say("contents.unseen"));
    }
  }

  /// A partition that is the target itself counts where something is known of it.
  private static Stream<Partition> partitions(Place place) {
    return place
        .partition()
        .map(part -> Stream.of(part).filter(p -> p.fileSystem().isPresent()))
        .orElseGet(() -> place.disk().partitions().stream());
  }

  private static String describe(Partition partition) {
    String path = partition.path();
    return Stream.of(
            Optional.of(path.substring(path.lastIndexOf('/') + 1)),
            partition.fileSystem(),
            partition.label().map(label -> '"' + label + '"'),
            Optional.of(Sizes.of(partition.size())))
        .flatMap(Optional::stream)
        .collect(Collectors.joining(" "));
  }
}
