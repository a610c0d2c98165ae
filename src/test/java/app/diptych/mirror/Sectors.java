package app.diptych.mirror;

import java.util.Arrays;

/// The content of 512 bytes in a simulation: who wrote it, for which address, and a checksum, so
/// that a torn, misplaced or mixed-up sector is seen as what it is.
final class Sectors {
  static final int SIZE = 512;

  /// The writer of zeros.
  static final long ZERO = 0;

  private Sectors() {}

  /// What this writer writes at this sector.
  static byte[] of(long writer, long sector) {
    byte[] bytes = new byte[SIZE];
    if (writer != ZERO) {
      Arrays.fill(bytes, (byte) writer);
      put(bytes, 0, writer);
      put(bytes, 8, sector);
      put(bytes, SIZE - 8, writer * 31 + sector * 17 + 1);
    }
    return bytes;
  }

  /// Who wrote this sector.
  ///
  /// @throws AssertionError if the content is nobody's, or belongs elsewhere
  static long writer(byte[] bytes, int from, long sector) {
    byte[] found = Arrays.copyOfRange(bytes, from, from + SIZE);
    long writer = get(found, 0);
    if (!Arrays.equals(found, of(writer, sector))) {
      throw new AssertionError("sector " + sector + " holds a mixture, or what belongs elsewhere");
    }
    return writer;
  }

  private static void put(byte[] bytes, int at, long value) {
    for (int i = 0; i < 8; i++) {
      bytes[at + i] = (byte) (value >>> (8 * i));
    }
  }

  private static long get(byte[] bytes, int at) {
    long value = 0;
    for (int i = 7; i >= 0; i--) {
      value = value << 8 | (bytes[at + i] & 0xff);
    }
    return value;
  }
}
