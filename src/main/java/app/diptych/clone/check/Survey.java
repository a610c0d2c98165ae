package app.diptych.clone.check;

import static app.diptych.clone.Sentences.say;

import app.diptych.block.DeviceException;
import app.diptych.block.os.FileKind;
import app.diptych.block.os.FileStatus;
import app.diptych.clone.Endpoint;
import app.diptych.clone.Refusal;
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
    return offered(Role.SOURCE, endpoint, false);
  }

  /// A target that must be there already, and is only read.
  Subject existingTarget(Endpoint endpoint) {
    return switch (endpoint) {
      case Endpoint.Local local ->
          look(local, false, Role.TARGET, new Refusal.NothingToCompare(local.path()));
      case Endpoint.Export export -> connect(Role.TARGET, export, false);
    };
  }

  /// The target, which as an image need not exist.
  Subject target(Endpoint endpoint) {
    return switch (endpoint) {
      case Endpoint.DiskPath disk -> writable(look(Role.TARGET, disk, false));
      case Endpoint.ImageFile image -> writable(look(Role.TARGET, image, true));
      case Endpoint.Export export -> connect(Role.TARGET, export, true);
    };
  }

  /// A source that clients will write to while it is cloned.
  Subject live(Endpoint endpoint) {
    return offered(Role.SOURCE, endpoint, true);
  }

  /// A device that is to be offered, and to be written to or not.
  Subject offered(Endpoint endpoint, boolean isWritten) {
    return offered(Role.DEVICE, endpoint, isWritten);
  }

  private Subject offered(Role role, Endpoint endpoint, boolean isWritten) {
    return switch (endpoint) {
      case Endpoint.Local local -> {
        Subject device = look(role, local, false);
        yield isWritten ? writable(device) : device;
      }
      case Endpoint.Export export -> connect(role, export, isWritten);
    };
  }

  private Subject connect(Role role, Endpoint.Export export, boolean isWritten) {
    try {
      Measure measure = outlook.measure(export.uri(), isWritten);
      if (measure.size() > 0) {
        return Subject.served(role, export, measure);
      }
      refusals.add(new Refusal.Empty(role, export.toString()));
    } catch (DeviceException e) {
      refusals.add(OpenFailure.refusal(role, export, e));
    }
    return Subject.unknown(role, export);
  }

  private Subject writable(Subject target) {
    if (target.measure().isPresent()) {
      checkWritable(target, target.path());
    }
    return target;
  }

  private Subject look(Role role, Endpoint.Local endpoint, boolean mayBeCreated) {
    return look(endpoint, mayBeCreated, role, new Refusal.NoSuchPath(role, endpoint.path()));
  }

  /// @param missing what is said where nothing is there
  private Subject look(Endpoint.Local endpoint, boolean mayBeCreated, Role role, Refusal missing) {
    Path path = endpoint.path();
    try {
      Optional<FileStatus> status = outlook.status(path);
      if (status.isPresent()) {
        return measure(role, endpoint, status.get());
      }
      Subject created = Subject.toBeCreated(role, endpoint);
      if (mayBeCreated && isCreatable(created)) {
        checkWritable(created, created.folder());
        return created;
      }
      refusals.add(missing);
    } catch (DeviceException e) {
      refusals.add(OpenFailure.refusal(role, path, e));
    }
    return Subject.unknown(role, endpoint);
  }

  private Subject measure(Role role, Endpoint.Local endpoint, FileStatus status) {
    Path path = endpoint.path();
    Optional<Place> place = layers.place(status);
    checkMeant(role, endpoint, place);
    Optional<Measure> measure =
        switch (status.kind()) {
          case BLOCK_DEVICE, REGULAR_FILE -> open(role, path, place);
          case DIRECTORY, OTHER -> {
            String found = say("found." + status.kind().name());
            refusals.add(new Refusal.NotADevice(role, path, found));
            yield Optional.empty();
          }
        };
    return new Subject(role, endpoint, Optional.of(status), measure, place, false);
  }

  /// Somebody who picked a disk means that one, and not what was plugged in after it; and who was
  /// told that nothing is there was not asked whether it may be overwritten.
  private void checkMeant(Role role, Endpoint.Local endpoint, Optional<Place> place) {
    if (endpoint instanceof Endpoint.DiskPath(var path, var diskseq)
        && diskseq.isPresent()
        && place.filter(p -> p.disk().diskseq().equals(diskseq)).isEmpty()) {
      refusals.add(new Refusal.IdentityChanged(role, path.toString(), say("identity.diskseq")));
    }
    if (endpoint instanceof Endpoint.ImageFile(var path, var isNew) && isNew) {
      refusals.add(new Refusal.IdentityChanged(role, path.toString(), say("identity.inode")));
    }
  }

  private Optional<Measure> open(Role role, Path path, Optional<Place> place) {
    try {
      Measure measure = measured(path, place);
      if (measure.size() > 0) {
        return Optional.of(measure);
      }
      refusals.add(new Refusal.Empty(role, path.toString()));
    } catch (DeviceException.Denied e) {
      refusals.add(denied(role, path, place, e));
    } catch (DeviceException e) {
      // A reader without a card cannot be opened at all.
      boolean isEmpty = place.stream().anyMatch(p -> p.disk().size() == 0);
      refusals.add(
          isEmpty ? new Refusal.Empty(role, path.toString()) : OpenFailure.refusal(role, path, e));
    }
    return Optional.empty();
  }

  /// A disk that this user may not open is as the system tells, where udisks2 opens it for him.
  private Measure measured(Path path, Optional<Place> place) throws DeviceException {
    try {
      return outlook.measure(path);
    } catch (DeviceException.Denied e) {
      if (place.isPresent() && outlook.lending() == Outlook.Lending.POSSIBLE) {
        return Measure.told(place.get());
      }
      throw e;
    }
  }

  private Refusal denied(Role role, Path path, Optional<Place> place, DeviceException.Denied e) {
    Refusal refusal = OpenFailure.refusal(role, path, e);
    if (place.isEmpty()) {
      return refusal;
    }
    String reason = OpenFailure.reason(e);
    return switch (outlook.lending()) {
      case POSSIBLE, POINTLESS -> refusal;
      case NO_UDISKS ->
          new Refusal.NotLent(role, path.toString(), Refusal.Hindrance.NO_UDISKS, reason);
      case NO_BUS -> new Refusal.NotLent(role, path.toString(), Refusal.Hindrance.NO_BUS, reason);
    };
  }

  /// A file is never created through a link that leads nowhere: nobody could say where.
  private boolean isCreatable(Subject missing) throws DeviceException {
    return !outlook.isLink(missing.path())
        && outlook.status(missing.folder()).stream().anyMatch(s -> s.kind() == FileKind.DIRECTORY);
  }

  /// Of a disk that is not listed nobody knows who stands on it: any doubt is a refusal.
  private void checkWritable(Subject target, Path place) {
    boolean isDisk = target.status().stream().anyMatch(s -> s.kind() == FileKind.BLOCK_DEVICE);
    if (isDisk && target.place().isEmpty()) {
      refuse(target, "access.notListed");
      return;
    }
    if (target.place().stream().anyMatch(p -> p.disk().sectors().isZoned())) {
      refuse(target, "access.zoned");
      return;
    }
    if (target.place().filter(Place::isReadOnly).isPresent()) {
      refusals.add(OpenFailure.readOnly(target.role(), target.name()));
      return;
    }
    switch (outlook.writability(place)) {
      case WRITABLE -> {}
      case READ_ONLY -> refusals.add(OpenFailure.readOnly(target.role(), target.name()));
      case IMMUTABLE ->
          refuse(target, target.isToBeCreated() ? "access.immutableFolder" : "access.immutable");
      case APPEND_ONLY -> refuse(target, "access.appendOnly");
      case DENIED -> {
        boolean isLent = isDisk && outlook.lending() == Outlook.Lending.POSSIBLE;
        if (!isLent) {
          refusals.add(
              new Refusal.NotAccessible(
                  target.role(), target.name(), say("access.notWritable"), !OpenFailure.isRoot()));
        }
      }
    }
  }

  private void refuse(Subject target, String reason) {
    refusals.add(new Refusal.NotAccessible(target.role(), target.name(), say(reason), false));
  }
}
