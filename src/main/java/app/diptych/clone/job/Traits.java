package app.diptych.clone.job;

import app.diptych.block.os.Identity;
import app.diptych.clone.check.Mark;
import app.diptych.clone.check.Place;
import app.diptych.clone.check.Subject;
import app.diptych.disks.Disk;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a source or target is known by from one day to the next, when the system may name it
/// otherwise: a disk by what it tells of itself, an image by its file, an export by its address.
final class Traits {
  private Traits() {}

  /// Those of one of the two, which is open.
  static String of(Subject subject, Mark mark) {
    return switch (mark) {
      case Mark.OfExport(var facts) -> "export " + subject.name() + " " + facts.size();
      case Mark.OfPath(var identity) ->
          subject
              .place()
              .map(place -> of(place, identity.size()))
              .orElseGet(() -> of(subject.path(), identity));
    };
  }

  /// Those of one of the two as the checks have seen it; of what could not be measured nothing is
  /// known.
  static Optional<String> of(Subject subject) {
    return subject.measure().map(measure -> of(subject, measure.mark()));
  }

  /// Those of a disk or partition that is not open.
  static String of(Place place) {
    return of(place, place.region().length());
  }

  /// Whether they tell of this file: an image, or what was under a loop device.
  static boolean areOver(Path file, String traits) {
    return traits.contains(" " + file.toAbsolutePath().normalize() + " ");
  }

  private static String of(Place place, long size) {
    Disk disk = place.disk();
    String self =
        Stream.of(disk.hardware().model(), disk.hardware().serial(), disk.hardware().wwn())
            .map(trait -> trait.orElse("-"))
            .collect(Collectors.joining(" "));
    boolean isKnown = disk.hardware().serial().isPresent() || disk.hardware().wwn().isPresent();
    String path = disk.path() + " " + disk.backingFile().map(Path::toString).orElse("-");
    return "disk "
        + (isKnown ? self : path)
        + " "
        + place.region()
        + " "
        + disk.sectors().logical()
        + " "
        + size;
  }

  private static String of(Path path, Identity identity) {
    return "image "
        + path.toAbsolutePath().normalize()
        + " "
        + identity.inode()
        + " "
        + identity.size();
  }
}
