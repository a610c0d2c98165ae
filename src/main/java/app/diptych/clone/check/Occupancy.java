package app.diptych.clone.check;

import app.diptych.block.os.Sharing;
import app.diptych.disks.Disk;
import app.diptych.disks.Use;
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
    List<Use> known = subject.place().map(Place::uses).orElse(List.of());
    Stream<Use> loops =
        loopsOver(subject)
            .filter(loop -> known.stream().noneMatch(use -> Place.isHeldBy(use, loop)))
            .map(loop -> held(subject, loop));
    Stream<Use> programs = layers.programs(subject, Sharing.NOBODY).stream();
    return Stream.of(known.stream(), loops, programs).flatMap(uses -> uses).distinct().toList();
  }

  /// Those who can write to it. A read-only mount cannot; an idle loop device does not.
  List<Use> writers(Subject subject) {
    Stream<Use> direct = subject.place().stream().flatMap(place -> place.uses().stream());
    Stream<Use> throughLoops = loopsOver(subject).flatMap(loop -> loop.allUses().stream());
    Stream<Use> programs = layers.programs(subject, Sharing.READERS).stream();
    return Stream.of(direct, throughLoops, programs)
        .flatMap(uses -> uses)
        .filter(use -> !(use instanceof Use.Mount mount && mount.isReadOnly()))
        .distinct()
        .toList();
  }

  private Stream<Disk> loopsOver(Subject subject) {
    return layers.loopsOver(layers.of(subject)).stream();
  }

  private static Use held(Subject subject, Disk loop) {
    return new Use.Held(subject.path().toString(), Use.HolderKind.LOOP, loop.path());
  }
}
