package app.diptych.clone.check;

import app.diptych.clone.Endpoint;
import app.diptych.clone.Refusal.Role;
import app.diptych.disks.Disk;
import app.diptych.disks.Partition;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What is changed by writing to a disk, an image or an export, on whatever ways it is named.
public final class Reach {
  private final Subject written;
  private final List<Disk> disks;
  private final Layers layers;
  private final Sameness sameness;

  /// @param disks those of this machine at this moment
  public Reach(Subject written, List<Disk> disks) {
    this(written, disks, new SystemOutlook());
  }

  Reach(Subject written, List<Disk> disks, Outlook outlook) {
    this.written = written;
    this.disks = disks;
    this.layers = new Layers(disks, outlook);
    this.sameness = new Sameness(layers, outlook);
  }

  /// Whether something that was named once is changed.
  ///
  /// @param isIt tells a disk or partition, which may have another name by now, and another one its
  ///   name
  public boolean includes(Endpoint other, Predicate<Place> isIt) {
    return switch (other) {
      case Endpoint.Export export -> isSame(Subject.unknown(Role.DEVICE, export));
      case Endpoint.Local local ->
          Stream.concat(unlisted(local.path()).stream(), listed(isIt)).anyMatch(this::isSame);
    };
  }

  private boolean isSame(Subject subject) {
    return sameness.of(subject, written).isPresent();
  }

  private Optional<Subject> unlisted(Path path) {
    return layers.look(path).filter(layer -> layer.place().isEmpty()).map(Reach::subject);
  }

  private Stream<Subject> listed(Predicate<Place> isIt) {
    return disks.stream()
        .flatMap(disk ->
            Stream.concat(Stream.of(Optional.<Partition>empty()), parts(disk))
                .map(part -> new Place(disk, part)))
        .filter(isIt)
        .flatMap(place -> layers.look(Path.of(place.path())).stream())
        .map(Reach::subject);
  }

  private static Stream<Optional<Partition>> parts(Disk disk) {
    return disk.partitions().stream().map(Optional::of);
  }

  private static Subject subject(Layer layer) {
    return new Subject(
        Role.DEVICE,
        new Endpoint.DiskPath(layer.path()),
        Optional.of(layer.status()),
        Optional.empty(),
        layer.place(),
        false);
  }
}
