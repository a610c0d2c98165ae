package app.diptych.clone.check;

import app.diptych.block.os.Sharing;
import app.diptych.disks.Disk;
import app.diptych.disks.Use;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Who stands on a disk or image, or on a part of it, by one snapshot of the disks.
final class Occupancy {
  private final Layers layers;

  Occupancy(Layers layers) {
    this.layers = layers;
  }

  /// Everybody, loop devices over it included: they keep what they have read, and would show
  /// something else than what lies below.
  List<Use> of(Subject subject) {
    List<Use> holders = layers.holders(subject, Sharing.NOBODY);
    List<Use> known = direct(subject, holders).toList();
    Stream<Use> loops =
        loopsOver(subject)
            .filter(loop -> known.stream().noneMatch(use -> use.isBy(loop)))
            .map(loop -> held(subject, loop));
    return Stream.of(known.stream(), loops, holders.stream())
        .flatMap(uses -> uses)
        .distinct()
        .toList();
  }

  /// Those who can write to it. A read-only mount cannot; an idle loop device does not.
  List<Use> writers(Subject subject) {
    List<Use> holders = layers.holders(subject, Sharing.READERS);
    Stream<Use> throughLoops =
        loopsOver(subject).flatMap(loop -> seenOrNot(loop.allUses(), Path.of(loop.path())));
    return Stream.of(direct(subject, holders), throughLoops, holders.stream())
        .flatMap(uses -> uses)
        .filter(use -> !(use instanceof Use.Mount mount && mount.isReadOnly()))
        .distinct()
        .toList();
  }

  // Of a program that is seen nobody asks whether it has taken the disk for itself alone.
  private Stream<Use> direct(Subject subject, List<Use> holders) {
    return subject.place().stream()
        .flatMap(place ->
            holders.isEmpty() ? seenOrNot(place.uses(), subject.path()) : place.uses().stream());
  }

  // As the target of somebody else's job is, or what is mounted for a container alone.
  private Stream<Use> seenOrNot(List<Use> seen, Path disk) {
    return seen.isEmpty() ? layers.unseen(disk).stream() : seen.stream();
  }

  private Stream<Disk> loopsOver(Subject subject) {
    return layers.loopsOver(layers.of(subject)).stream();
  }

  private static Use held(Subject subject, Disk loop) {
    return new Use.Held(subject.path().toString(), Use.HolderKind.LOOP, loop.path());
  }
}
