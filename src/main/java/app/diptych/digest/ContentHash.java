package app.diptych.digest;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.BooleanSupplier;

/// The SHA-256 of all bytes of a device, which are told in order; what is left out is zeros. For
/// one thread.
public final class ContentHash {
  /// Its usual name.
  public static final String ALGORITHM = "SHA-256";

  private static final byte[] ZEROS = new byte[1 << 20];

  private final MessageDigest digest;
  private final BooleanSupplier shallEnd;
  private long at;

  /// Of a device of which nothing was told.
  ///
  /// @param shallEnd whether somebody waits for the end, and not for the hash
  public ContentHash(BooleanSupplier shallEnd) {
    this.shallEnd = shallEnd;
    try {
      this.digest = MessageDigest.getInstance(ALGORITHM);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has it", e);
    }
  }

  /// These bytes are there, behind all that were told before.
  public void add(long offset, MemorySegment bytes) {
    zerosUpTo(offset);
    digest.update(bytes.asByteBuffer());
    at = offset + bytes.byteSize();
  }

  private void zerosUpTo(long offset) {
    while (at < offset && !shallEnd.getAsBoolean()) {
      int length = (int) Math.min(ZEROS.length, offset - at);
      digest.update(ByteBuffer.wrap(ZEROS, 0, length));
      at += length;
    }
  }

  /// The hash of a device of this size, in hexadecimal.
  public String of(long size) {
    zerosUpTo(size);
    return HexFormat.of().formatHex(digest.digest());
  }
}
