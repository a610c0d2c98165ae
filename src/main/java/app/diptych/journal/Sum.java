package app.diptych.journal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Check sums: SHA-256, which is quick enough for what is written once a second.
final class Sum {
  /// Bytes of one.
  static final int SIZE = 32;

  private Sum() {}

  /// The sum of these bytes.
  static byte[] of(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
