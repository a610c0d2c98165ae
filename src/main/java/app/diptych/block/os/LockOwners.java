package app.diptych.block.os;

import app.diptych.block.Region;
import java.util.ArrayList;
import java.util.List;

/// Which programs have locks on a file, as `/proc` tells: with each open file stand the locks that
/// belong to it. Nothing is opened but what is in there, so a file that does not answer holds
/// nobody up.
final class LockOwners {
  private LockOwners() {}

  /// A lock on a part of a file.
  ///
  /// @param program who has it, such as `qemu-nbd[4711]`
  /// @param device the number of the file system, `major:minor` in hexadecimal digits
  /// @param bytes which part
  record Owned(String program, String device, Region bytes) {}

  /// The locks on parts of this file, of the processes that this user may look at. A file system
  /// with two numbers shows the other one here: then those on files of the same inode count.
  static List<Owned> of(FileStatus file) {
    String inode = Long.toUnsignedString(file.inode());
    List<Owned> found = new ArrayList<>();
    for (Processes.Open open : Processes.open()) {
      open.facts().stream()
          .flatMap(line -> LockLine.parse(line).stream())
          .filter(lock -> lock.inode().equals(inode))
          .map(lock -> new Owned(open.program(), lock.device(), lock.bytes()))
          .forEach(found::add);
    }
    String device = "%02x:%02x".formatted(file.major(), file.minor());
    List<Owned> same = found.stream().filter(each -> each.device().equals(device)).toList();
    return same.isEmpty() ? found : same;
  }
}
