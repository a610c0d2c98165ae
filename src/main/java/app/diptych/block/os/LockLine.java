package app.diptych.block.os;

import app.diptych.block.Region;
import java.util.Optional;

/// A lock that belongs to what a program has open, as the kernel tells (proc(5), `fdinfo`).
///
/// @param device the number of the file system, `major:minor` in hexadecimal digits
/// @param inode of the file there
/// @param bytes which part is locked
record LockLine(String device, String inode, Region bytes) {
  // "lock: 1: OFDLCK ADVISORY READ -1 fe:00:2195547 100 101"
  private static final int KIND = 2;
  private static final int FILE = 6;
  private static final int FIRST = 7;
  private static final int LAST = 8;

  /// Reads a line; empty where it is about something else than such a lock on a part of a file.
  static Optional<LockLine> parse(String line) {
    String[] words = line.split("\\s+");
    boolean isLock =
        words.length > LAST
            && words[0].equals("lock:")
            && (words[KIND].equals("OFDLCK") || words[KIND].equals("POSIX"));
    if (!isLock) {
      return Optional.empty();
    }
    int colon = words[FILE].lastIndexOf(':');
    return Optional.of(
        new LockLine(
            words[FILE].substring(0, colon), words[FILE].substring(colon + 1), bytes(words)));
  }

  private static Region bytes(String[] words) {
    long first = Long.parseLong(words[FIRST]);
    long length =
        words[LAST].equals("EOF")
            ? Long.MAX_VALUE - first
            : Math.addExact(Long.parseLong(words[LAST]) - first, 1);
    return new Region(first, length);
  }
}
