package app.diptych.block.os;

import app.diptych.block.Region;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Which programs have locks on a file, as `/proc` tells: with each open file stand the locks that
/// belong to it (proc(5), `fdinfo`). Nothing is opened but what is in there, so a file that does
/// not answer holds nobody up.
final class LockOwners {
  private static final Path PROC = Path.of("/proc");
  // "lock: 1: OFDLCK ADVISORY READ -1 fe:00:2195547 100 101"
  private static final int KIND = 2;
  private static final int FILE = 6;
  private static final int FIRST = 7;
  private static final int LAST = 8;

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
    List<Owned> found = new ArrayList<>();
    for (Path process : list(PROC, "[0-9]*")) {
      for (Path open : list(process.resolve("fdinfo"), "*")) {
        lines(open).stream()
            .map(line -> line.split("\\s+"))
            .filter(words -> isOn(words, file.inode()))
            .map(words -> owned(process, words))
            .forEach(found::add);
      }
    }
    String device = "%02x:%02x".formatted(file.major(), file.minor());
    List<Owned> same = found.stream().filter(each -> each.device().equals(device)).toList();
    return same.isEmpty() ? found : same;
  }

  private static boolean isOn(String[] words, long inode) {
    return words.length > LAST
        && words[0].equals("lock:")
        && (words[KIND].equals("OFDLCK") || words[KIND].equals("POSIX"))
        && words[FILE].endsWith(":" + Long.toUnsignedString(inode));
  }

  private static Owned owned(Path process, String[] words) {
    long first = Long.parseLong(words[FIRST]);
    long length =
        words[LAST].equals("EOF")
            ? Long.MAX_VALUE - first
            : Math.addExact(Long.parseLong(words[LAST]) - first, 1);
    String name = lines(process.resolve("comm")).stream().findFirst().orElse("");
    return new Owned(
        name + "[" + process.getFileName() + "]",
        words[FILE].substring(0, words[FILE].lastIndexOf(':')),
        new Region(first, length));
  }

  private static List<Path> list(Path folder, String names) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, names)) {
      entries.forEach(found::add);
    } catch (IOException | DirectoryIteratorException _) {
      // It has ended, or belongs to somebody else.
    }
    return found;
  }

  private static List<String> lines(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException _) {
      return List.of();
    }
  }
}
