package app.diptych.clone.check;

import static app.diptych.clone.Sentences.say;

import app.diptych.block.os.Identity;
import app.diptych.clone.Refusal;
import app.diptych.clone.RefusedException;
import app.diptych.clone.Words;
import app.diptych.disks.DeviceNumber;
import app.diptych.disks.Disk;
import app.diptych.nbd.Ability;
import app.diptych.nbd.ExportFacts;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Tells whether what was opened is what was checked.
public final class Marks {
  private Marks() {}

  /// Fails where it is not.
  ///
  /// @param opened of what was opened
  /// @param disks those of this machine at this moment
  public static void check(Subject subject, Mark opened, List<Disk> disks) throws RefusedException {
    Optional<String> changed =
        subject
            .measure()
            .flatMap(measure ->
                difference(measure.mark(), opened).or(() -> onDisk(subject, opened, disks)));
    if (changed.isPresent()) {
      throw new RefusedException(
          new Refusal.IdentityChanged(subject.role(), subject.name(), changed.get()));
    }
  }

  private static Optional<String> onDisk(Subject subject, Mark opened, List<Disk> disks) {
    return switch (opened) {
      case Mark.OfPath(var identity) -> {
        var number = new DeviceNumber(identity.major(), identity.minor());
        yield subject.place().flatMap(place -> difference(place, Place.of(number, disks)));
      }
      case Mark.OfExport _ -> Optional.empty();
    };
  }

  /// What changed, and how, in words; empty where it is the same disk, image or export.
  static Optional<String> difference(Mark before, Mark after) {
    return switch (before) {
      case Mark.OfPath(var identity) when after instanceof Mark.OfPath(var other) ->
          difference(identity, other);
      case Mark.OfExport(var facts) when after instanceof Mark.OfExport(var other) ->
          difference(facts, other);
      case Mark.OfPath _, Mark.OfExport _ -> Optional.of(say("identity.kind"));
    };
  }

  private static Optional<String> difference(ExportFacts before, ExportFacts after) {
    if (before.size() != after.size()) {
      return Optional.of(say("identity.size", before.size(), after.size()));
    }
    if (!before.name().equals(after.name()) || before.isReadOnly() != after.isReadOnly()) {
      return Optional.of(say("identity.export"));
    }
    // By what it can do a job goes: another answer is no safe ground, though it be the same export.
    String changed =
        Arrays.stream(Ability.values())
            .filter(can -> before.abilities().contains(can) != after.abilities().contains(can))
            .map(Words::of)
            .collect(Collectors.joining(", "));
    return changed.isEmpty() ? Optional.empty() : Optional.of(say("identity.abilities", changed));
  }

  /// The mark that changed, and how, in words; empty where it is the same disk or image.
  static Optional<String> difference(Identity before, Identity after) {
    if (before.kind() != after.kind()) {
      return Optional.of(say("identity.kind"));
    }
    var numberBefore = new DeviceNumber(before.major(), before.minor());
    var numberAfter = new DeviceNumber(after.major(), after.minor());
    if (!numberBefore.equals(numberAfter)) {
      return Optional.of(say("identity.number", numberBefore, numberAfter));
    }
    if (before.inode() != after.inode()) {
      return Optional.of(say("identity.inode"));
    }
    if (!before.diskseq().equals(after.diskseq())) {
      return Optional.of(say("identity.diskseq"));
    }
    return before.size() == after.size()
        ? Optional.empty()
        : Optional.of(say("identity.size", before.size(), after.size()));
  }

  /// The same for the serial number of the disk; `after` is empty where the disk is not listed any
  /// more.
  static Optional<String> difference(Place before, Optional<Place> after) {
    if (after.isEmpty()) {
      return Optional.of(say("identity.diskseq"));
    }
    String serialBefore = serial(before);
    String serialAfter = serial(after.get());
    return serialBefore.equals(serialAfter)
        ? Optional.empty()
        : Optional.of(say("identity.serial", serialBefore, serialAfter));
  }

  private static String serial(Place place) {
    return place.disk().hardware().serial().orElse("-");
  }
}
