package app.diptych.clone.check;

import app.diptych.block.DeviceException;
import app.diptych.block.os.OpenOptions;
import app.diptych.block.os.RawDevice;
import app.diptych.block.os.Sharing;
import app.diptych.clone.Endpoint;
import app.diptych.clone.Refusal;
import app.diptych.clone.RefusedException;
import app.diptych.clone.Sentences;
import app.diptych.disks.Use;
import java.nio.file.Path;
import java.util.List;

/// What a failure to open a disk, an image or an export means to a person.
public final class OpenFailure {
  private OpenFailure() {}

  /// The refusal of a subject that was to be opened so, with the failure as its cause.
  public static RefusedException refused(
      Subject subject, OpenOptions options, DeviceException failure) {
    boolean isRead = options.sharing() == Sharing.READERS;
    return isRead && failure instanceof DeviceException.Busy
        ? new RefusedException(written(subject.path()), failure)
        : refused(subject, failure);
  }

  // Somebody began to write since it was checked.
  private static Refusal written(Path path) {
    String unseen = Sentences.say("holder.unseen");
    var writer = new Use.Held(path.toString(), Use.HolderKind.WRITER, unseen);
    return new Refusal.SourceInUse(path, List.of(writer));
  }

  /// The refusal that it comes to.
  static Refusal refusal(Refusal.Role role, Endpoint endpoint, DeviceException failure) {
    return switch (endpoint) {
      case Endpoint.Local local -> refusal(role, local.path(), failure);
      case Endpoint.Export export -> refusal(role, export, failure);
    };
  }

  private static Refusal refusal(
      Refusal.Role role, Endpoint.Export export, DeviceException failure) {
    Refusal.Obstacle obstacle =
        switch (failure) {
          case DeviceException.Disconnected _ -> Refusal.Obstacle.UNREACHABLE;
          case DeviceException.Denied denied ->
              denied.isByPolicy() ? Refusal.Obstacle.FORBIDDEN : Refusal.Obstacle.DENIED;
          case DeviceException.Busy _,
              DeviceException.CutShort _,
              DeviceException.NoSpace _,
              DeviceException.OddSize _,
              DeviceException.ReadOnly _,
              DeviceException.Unimplemented _,
              DeviceException.Unknown _ ->
              Refusal.Obstacle.OTHER;
        };
    return failure instanceof DeviceException.ReadOnly
        ? readOnly(role, export.toString())
        : new Refusal.NotServed(role, export.toString(), reason(failure), obstacle);
  }

  /// The refusal of a subject, with the failure as its cause.
  public static RefusedException refused(Subject subject, DeviceException failure) {
    return new RefusedException(refusal(subject.role(), subject.endpoint(), failure), failure);
  }

  static Refusal refusal(Refusal.Role role, Path path, DeviceException failure) {
    return switch (failure) {
      case DeviceException.Denied _ ->
          new Refusal.NotAccessible(role, path.toString(), reason(failure), !isRoot());
      case DeviceException.ReadOnly _ -> readOnly(role, path.toString());
      case DeviceException.Busy _ ->
          switch (role) {
            case TARGET -> new Refusal.TargetInUse(path, List.of());
            case SOURCE, DEVICE -> new Refusal.OfferedInUse(role, path.toString(), List.of());
          };
      case DeviceException.Unimplemented _ -> new Refusal.RawDisksUnsupported(role, path);
      case DeviceException.CutShort _,
          DeviceException.Disconnected _,
          DeviceException.NoSpace _,
          DeviceException.OddSize _,
          DeviceException.Unknown _ ->
          new Refusal.NotAccessible(role, path.toString(), reason(failure), false);
    };
  }

  /// The refusal of what must take writes and takes none.
  static Refusal readOnly(Refusal.Role role, String name) {
    return switch (role) {
      case TARGET -> new Refusal.ReadOnlyTarget(name);
      case SOURCE, DEVICE -> new Refusal.ReadOnlyOffered(role, name);
    };
  }

  /// Whether no more rights are to be had: then the advice to get some would help nobody.
  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /// Whether nobody can lend what is denied: this user is root, or this is not Linux.
  public static boolean isFinal() {
    return isRoot() || !RawDevice.supportsDisks();
  }

  /// The system's word alone, without operation and device, which the sentence around it names; our
  /// own in the language of that sentence.
  static String reason(DeviceException failure) {
    if (failure instanceof DeviceException.OddSize odd) {
      return Sentences.say("access.oddSize", odd.size(), odd.sectorSize());
    }
    String message = Sentences.message(failure);
    String before = failure.operation() + " " + failure.device() + ": ";
    return message.startsWith(before) ? message.substring(before.length()) : message;
  }
}
