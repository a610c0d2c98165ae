package app.diptych.clone;

import app.diptych.block.DeviceException;
import java.nio.file.Path;
import java.util.List;

/// What a failure to open a disk or image means to a person.
final class OpenFailure {
  private OpenFailure() {}

  /// The refusal that it comes to.
  static Refusal refusal(Refusal.Role role, Path path, DeviceException failure) {
    return switch (failure) {
      case DeviceException.Denied _ ->
          new Refusal.NotAccessible(role, path, reason(failure), !isRoot());
      case DeviceException.ReadOnly _ when role == Refusal.Role.TARGET ->
          new Refusal.ReadOnlyTarget(path);
      case DeviceException.Busy _ when role == Refusal.Role.TARGET ->
          new Refusal.TargetInUse(path, List.of());
      case DeviceException.Unimplemented _ -> new Refusal.RawDisksUnsupported(role, path);
      case DeviceException.ReadOnly _,
          DeviceException.Busy _,
          DeviceException.Disconnected _,
          DeviceException.NoSpace _,
          DeviceException.Unknown _ ->
          new Refusal.NotAccessible(role, path, reason(failure), false);
    };
  }

  /// Whether no more rights are to be had: then the advice to get some would help nobody.
  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /// The system's word alone, without operation and device, which the sentence around it names.
  private static String reason(DeviceException failure) {
    String message = Sentences.message(failure);
    String before = failure.operation() + " " + failure.device() + ": ";
    return message.startsWith(before) ? message.substring(before.length()) : message;
  }
}
