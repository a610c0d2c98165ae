package app.diptych.block;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A stretch of a device: `length` bytes from `offset` on. A region of length zero lies nowhere: it
/// overlaps nothing.
///
/// @param offset the first byte, not negative
/// @param length how many bytes, not negative; `offset + length` fits a long
public record Region(long offset, long length) {

  /// No bytes: what an operation on the whole device, such as a flush, is said to concern.
  public static final Region NOWHERE = new Region(0, 0);

  /// Checks the bounds named above.
  public Region {
    if (offset < 0 || length < 0 || offset > Long.MAX_VALUE - length) {
      throw new IllegalArgumentException("no region: offset " + offset + ", length " + length);
    }
  }

  /// The region from `offset` up to, and without, `end`.
  public static Region between(long offset, long end) {
    return new Region(offset, end - offset);
  }

  /// The first byte behind this region.
  public long end() {
    return offset + length;
  }

  /// Whether no byte lies in this region.
  public boolean isEmpty() {
    return length == 0;
  }

  /// Whether at least one byte lies in both.
  public boolean overlaps(Region other) {
    return offset < other.end() && other.offset < end() && !isEmpty() && !other.isEmpty();
  }

  /// Whether the byte at this offset of the device lies in this region.
  public boolean contains(long at) {
    return offset <= at && at < end();
  }

  /// Whether every byte of `other` lies in this region.
  public boolean contains(Region other) {
    return offset <= other.offset && other.end() <= end();
  }

  /// The bytes that lie in both, a region of length zero where there are none.
  public Region intersect(Region other) {
    long from = Math.max(offset, other.offset);
    long to = Math.min(end(), other.end());
    return between(from, Math.max(from, to));
  }

  /// Its beginning, of so many bytes at most.
  public Region first(long most) {
    return new Region(offset, Math.min(most, length));
  }

  /// Its end, of so many bytes at most.
  public Region last(long most) {
    long bytes = Math.min(most, length);
    return new Region(end() - bytes, bytes);
  }

  // By hand, since Java makes equality of a record when it is first asked for, which takes as long
  // as the rest of a check.
  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof Region other && offset == other.offset && length == other.length;
  }

  @Override
  public int hashCode() {
    return Objects.hash(offset, length);
  }

  /// As in error lines: `@1048576+4096`.
  @Override
  public String toString() {
    return "@" + offset + "+" + length;
  }
}
