package app.diptych.clone.check;

import static app.diptych.clone.Sentences.say;

import app.diptych.block.os.FileKind;
import app.diptych.clone.Endpoint;
import app.diptych.clone.Servers;
import app.diptych.disks.Use;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Finds out whether source and target hold the same bytes, wholly or in part, on whatever ways
/// they were named.
final class Sameness {
  private final Layers layers;
  private final Outlook outlook;

  Sameness(Layers layers, Outlook outlook) {
    this.layers = layers;
    this.outlook = outlook;
  }

  /// In which way, in words; empty where they are apart.
  Optional<String> of(Subject source, Subject target) {
    if (source.endpoint() instanceof Endpoint.Export(var ours)
        && target.endpoint() instanceof Endpoint.Export(var theirs)) {
      return Servers.isSameExport(ours, theirs)
          ? Optional.of(say("same.export", source.name(), target.name()))
          : Optional.empty();
    }
    List<Layer> above = layers.of(source);
    List<Layer> below = layers.of(target);
    for (Layer ours : above) {
      for (Layer theirs : below) {
        if (ours.overlaps(theirs)) {
          return Optional.of(shared(above.getFirst(), ours, below.getFirst(), theirs));
        }
      }
    }
    return held(source, target).or(() -> held(target, source)).or(() -> onto(source, target));
  }

  /// Whether nobody can tell: what lies behind an export only its server knows, and one server may
  /// offer the same bytes under many names.
  static boolean isUnknown(Subject source, Subject target) {
    boolean isExport =
        source.endpoint() instanceof Endpoint.Export
            || target.endpoint() instanceof Endpoint.Export;
    return isExport && source.measure().isPresent() && target.measure().isPresent();
  }

  private static String shared(Layer source, Layer ours, Layer target, Layer theirs) {
    boolean isSource = ours.equals(source);
    boolean isTarget = theirs.equals(target);
    if (isSource && isTarget) {
      return direct(source, target);
    }
    if (isTarget) {
      return say("same.loop", source.path(), target.path());
    }
    return isSource
        ? say("same.loop", target.path(), source.path())
        : say("same.backing", source.path(), target.path(), ours.path());
  }

  private static String direct(Layer source, Layer target) {
    if (source.isSame(target)) {
      boolean isFile = source.status().kind() == FileKind.REGULAR_FILE;
      return say(isFile ? "same.file" : "same.device", source.path(), target.path());
    }
    Place ours = source.place().orElseThrow();
    Place theirs = target.place().orElseThrow();
    if (theirs.partition().isEmpty()) {
      return say("same.partition", source.path(), target.path());
    }
    return ours.partition().isEmpty()
        ? say("same.partition", target.path(), source.path())
        : say("same.overlap", source.path(), target.path(), ours.disk().path());
  }

  /// Whether a mapping such as a RAID array, at any height, is made of the other.
  private static Optional<String> held(Subject lower, Subject upper) {
    boolean isMadeOf =
        lower.place().isPresent()
            && upper.place().isPresent()
            && lower.place().get().isUnder(upper.place().get().disk());
    return isMadeOf ? Optional.of(say("same.held", upper.path(), lower.path())) : Optional.empty();
  }

  /// Whether the target is a file, or is made of one, on a file system of the source: writing to it
  /// would change the source.
  private Optional<String> onto(Subject source, Subject target) {
    List<Layer> disks =
        layers.of(source).stream()
            .filter(layer -> layer.status().kind() == FileKind.BLOCK_DEVICE)
            .toList();
    return files(target).stream()
        .filter(file -> disks.stream().anyMatch(disk -> liesOn(file, disk)))
        .findFirst()
        .map(_ -> say("same.onto", target.path(), source.path()));
  }

  private List<Layer> files(Subject target) {
    if (target.isToBeCreated()) {
      return layers.look(target.folder()).stream().toList();
    }
    return layers.of(target).stream()
        .filter(layer -> layer.status().kind() == FileKind.REGULAR_FILE)
        .toList();
  }

  private boolean liesOn(Layer file, Layer disk) {
    Optional<Place> below = layers.fileSystem(file);
    boolean isDirect = below.isPresent() && disk.place().stream().anyMatch(below.get()::overlaps);
    if (isDirect || file.isSameDevice(disk)) {
      return true;
    }
    return disk.place().stream()
        .flatMap(place -> place.uses().stream())
        .filter(Use.Mount.class::isInstance)
        .map(Use.Mount.class::cast)
        .anyMatch(mount -> isOn(file, mount));
  }

  /// By the number of the file system, or where that says nothing (file systems that span devices
  /// make numbers up), by the device it is mounted from.
  private boolean isOn(Layer file, Use.Mount mount) {
    if (layers.look(mount.mountPoint()).stream().anyMatch(file::isSameDevice)) {
      return true;
    }
    try {
      return outlook.fileSystemDevice(file.path()).equals(mount.device());
    } catch (IOException _) {
      // Nobody can tell what the file lies on: the mount point decides.
      return file.path().toAbsolutePath().startsWith(mount.mountPoint());
    }
  }
}
