package app.diptych.block.os;

import app.diptych.block.DeviceException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Somebody whose use of an image or a disk does not go with another use of it, as the locks on it
/// tell, and of a disk whether it is open for writing.
///
/// @param program which program, such as `qemu-nbd[4711]`; empty where that is not told, as to a
///   user who may not look at it
/// @param isWriting whether it may write to it
public record ImageUser(Optional<String> program, boolean isWriting) {

  /// Who is in the way of opening a path so. Nobody where it is no image, or its file system has no
  /// locks.
  public static List<ImageUser> of(Path path, Sharing sharing) throws DeviceException {
    return Attempt.on(path, () -> Syscalls.ofThisSystem().users(path, sharing));
  }

  /// Who is in the way of opening a disk so, or may write to it. Where this user may not open it,
  /// that fails.
  ///
  /// @param isOfDisk tells what shares a byte with it
  public static List<ImageUser> ofDisk(Path disk, Predicate<FileStatus> isOfDisk, Sharing sharing)
      throws DeviceException {
    return Attempt.on(disk, () -> Syscalls.ofThisSystem().diskUsers(disk, isOfDisk, sharing));
  }

  /// The programs that are found, each once: it may write if that is so of anything of it.
  static <T> List<ImageUser> of(
      Stream<T> found, Function<T, String> program, Predicate<T> isWriting) {
    Map<String, Boolean> writing = new LinkedHashMap<>();
    found.forEach(
        each -> writing.merge(program.apply(each), isWriting.test(each), Boolean::logicalOr));
    return writing.entrySet().stream()
        .map(each -> new ImageUser(Optional.of(each.getKey()), each.getValue()))
        .toList();
  }
}
