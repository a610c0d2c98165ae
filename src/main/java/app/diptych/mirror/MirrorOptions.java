package app.diptych.mirror;

import app.diptych.block.Durability;
import java.time.Duration;

/// How a mirror works.
///
/// @param copyMode what becomes of callers' writes while copying
/// @param durability `ON_WRITE` makes every finished write durable, on both sides where it went to
///   both
/// @param chunkSize bytes that are known to be equal or not as a whole; rounded up to a multiple of
///   both sector sizes
/// @param transferSize bytes that the copier reads and writes at once, of one chunk or several
/// @param depth how many transfers are in flight at once
/// @param rate bytes a second that are copied at most, where zeros that need not be read do not
///   count, nor what callers write; 0 for no limit
/// @param checkpoint how often the secondary is flushed while copying, sooner at the beginning, so
///   that progress counts what is durable; zero for only at the end, and then it counts what is
///   copied
/// @param headLast whether the ends of the secondary are wiped first and its first chunk is copied
///   last, so that it does not look like a finished copy before it is one
public record MirrorOptions(
    CopyMode copyMode,
    Durability durability,
    int chunkSize,
    int transferSize,
    int depth,
    long rate,
    Duration checkpoint,
    boolean headLast) {

  /// Bytes of zeros that a hole of the secondary stays a hole for: to leave fewer out costs more
  /// requests than it saves.
  public static final int HOLE_SIZE = 64 << 10;

  /// Write-blocking, durable on flush. Chunks of 1 MiB keep progress fine and a caller's wait for
  /// one of them short; transfers of 4 MiB reach the speed of the device where smaller ones cost
  /// more calls; what was copied is durable a second later.
  public static final MirrorOptions DEFAULT =
      new MirrorOptions(CopyMode.WRITE_BLOCKING, Durability.ON_FLUSH, 1 << 20, 4 << 20, 4)
          .withHeadLast(true)
          .withCheckpoint(Duration.ofSeconds(1));

  /// Checks that sizes and depth are positive, and the rate not negative.
  public MirrorOptions {
    if (chunkSize <= 0 || transferSize <= 0 || depth <= 0) {
      throw new IllegalArgumentException(
          "chunk size " + chunkSize + ", transfer size " + transferSize + ", depth " + depth);
    }
    if (rate < 0) {
      throw new IllegalArgumentException("rate " + rate);
    }
  }

  /// Without a limit of the rate, flushed once, in order.
  public MirrorOptions(
      CopyMode copyMode, Durability durability, int chunkSize, int transferSize, int depth) {
    this(copyMode, durability, chunkSize, transferSize, depth, 0, Duration.ZERO, false);
  }

  /// The same with another copy mode.
  public MirrorOptions with(CopyMode mode) {
    return new MirrorOptions(
        mode, durability, chunkSize, transferSize, depth, rate, checkpoint, headLast);
  }

  /// The same with another limit of the rate, in bytes a second; 0 for none.
  public MirrorOptions withRate(long bytesPerSecond) {
    return new MirrorOptions(
        copyMode, durability, chunkSize, transferSize, depth, bytesPerSecond, checkpoint, headLast);
  }

  /// The same with so many transfers in flight at once.
  public MirrorOptions withDepth(int transfers) {
    return new MirrorOptions(
        copyMode, durability, chunkSize, transferSize, transfers, rate, checkpoint, headLast);
  }

  /// The same, flushed so often.
  public MirrorOptions withCheckpoint(Duration interval) {
    return new MirrorOptions(
        copyMode, durability, chunkSize, transferSize, depth, rate, interval, headLast);
  }

  /// The same, with the head last or in order.
  public MirrorOptions withHeadLast(boolean isLast) {
    return new MirrorOptions(
        copyMode, durability, chunkSize, transferSize, depth, rate, checkpoint, isLast);
  }
}
