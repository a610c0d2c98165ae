package app.diptych.rescue;

import java.io.Serial;
import java.util.OptionalLong;

/// A map file that is none, or one of another device; the message says where and why, in one line.
public final class MapFormatException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  // Negative where it is none.
  private final long size;

  /// Something wrong with the file as a whole.
  MapFormatException(String reason) {
    this(reason, -1);
  }

  private MapFormatException(String reason, long size) {
    super(reason);
    this.size = size;
  }

  /// A map of so many bytes, where another number is needed.
  static MapFormatException otherSize(long size, long needed) {
    return new MapFormatException(
        "it is a map of " + size + " bytes, the source has " + needed, size);
  }

  /// Something wrong in a line, counted from 1.
  MapFormatException(long line, String reason) {
    this("line " + line + ": " + reason);
  }

  /// Bytes of the device whose map it is, where it is one of another size.
  public OptionalLong otherSize() {
    return size < 0 ? OptionalLong.empty() : OptionalLong.of(size);
  }
}
