package app.diptych.digest;

import app.diptych.block.Region;
import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.BitSet;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

/// What a device was read as, as hashes of its parts.
///
/// A device is made of pieces, each hashed by XXH3-128 with its number for a seed, and of parts,
/// each known by the sum of its pieces' hashes: so pieces can come in any order, two that changed
/// places do not go unseen, and a disk of any size needs but some megabytes. A part is known where
/// each of its pieces was read as a whole, once, and none was written to; everything else makes it
/// unknown, never wrong. XXH3 finds damage, not forgery.
public final class Fingerprints {
  // 16 bytes each.
  private static final int MOST_PARTS = 1 << 18;

  private final long size;
  private final long pieceSize;
  private final long partSize;
  // One for each that hashes at this moment.
  private final Queue<byte[]> buffers = new ConcurrentLinkedQueue<>();
  private final ReentrantLock lock = new ReentrantLock();
  // All guarded by lock.
  private final BitSet read;
  private final BitSet spoilt;
  private final long[] upper;
  private final long[] lower;

  /// Of a device of which nothing was read.
  ///
  /// @param size of the device, in bytes
  /// @param pieceSize bytes that are read at once at least, but for the last ones
  public Fingerprints(long size, int pieceSize) {
    this.size = size;
    this.pieceSize = pieceSize;
    long bytes = pieceSize;
    while (Math.ceilDiv(size, bytes) > MOST_PARTS) {
      bytes *= 2;
    }
    this.partSize = bytes;
    int parts = Math.toIntExact(Math.ceilDiv(size, partSize));
    this.read = new BitSet();
    this.spoilt = new BitSet(parts);
    this.upper = new long[parts];
    this.lower = new long[parts];
  }

  /// None of the same device, to be filled anew.
  public Fingerprints blank() {
    return new Fingerprints(size, Math.toIntExact(pieceSize));
  }

  /// How many parts there are.
  public int count() {
    return upper.length;
  }

  /// The bytes of a part.
  public Region part(int part) {
    long from = part * partSize;
    return Region.between(from, Math.min(size, from + partSize));
  }

  /// Bytes that are best read at once.
  public long pieceSize() {
    return pieceSize;
  }

  /// These bytes were read from this offset on.
  public void read(long offset, MemorySegment bytes) {
    long end = offset + bytes.byteSize();
    for (long at = offset; at < end; ) {
      Region piece = piece(at / pieceSize);
      long to = Math.min(end, piece.end());
      if (piece.offset() == at && piece.end() == to) {
        long number = at / pieceSize;
        enter(Math.toIntExact(number), hash(number, bytes.asSlice(at - offset, piece.length())));
      } else {
        spoil(Region.between(at, to));
      }
      at = to;
    }
  }

  // Measured: out of an array, copying included, it is hashed five times as fast as in place by the
  // first compiler, which is all that a short command has, and as fast by the second.
  private HashValue128 hash(long number, MemorySegment bytes) {
    byte[] pooled = buffers.poll();
    byte[] buffer = pooled == null ? new byte[Math.toIntExact(pieceSize)] : pooled;
    int length = Math.toIntExact(bytes.byteSize());
    MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, 0, buffer, 0, length);
    HashValue128 hash = Hashing.xxh3_128(number).hashBytesTo128Bits(buffer, 0, length);
    buffers.add(buffer);
    return hash;
  }

  private Region piece(long number) {
    long from = number * pieceSize;
    return Region.between(from, Math.min(size, from + pieceSize));
  }

  private void enter(int piece, HashValue128 hash) {
    int part = Math.toIntExact(piece * pieceSize / partSize);
    lock.lock();
    try {
      if (read.get(piece)) {
        spoilt.set(part);
      }
      read.set(piece);
      upper[part] += hash.getMostSignificantBits();
      lower[part] += hash.getLeastSignificantBits();
    } finally {
      lock.unlock();
    }
  }

  /// What was read there says nothing any more, for good.
  public void spoil(Region region) {
    if (region.isEmpty()) {
      return;
    }
    lock.lock();
    try {
      int last = Math.toIntExact((region.end() - 1) / partSize);
      spoilt.set(Math.toIntExact(region.offset() / partSize), last + 1);
    } finally {
      lock.unlock();
    }
  }

  /// The parts that are known.
  public BitSet known() {
    var known = new BitSet(count());
    lock.lock();
    try {
      for (int part = 0; part < count(); part++) {
        Region region = part(part);
        int first = Math.toIntExact(region.offset() / pieceSize);
        int end = Math.toIntExact(Math.ceilDiv(region.end(), pieceSize));
        known.set(part, !spoilt.get(part) && read.nextClearBit(first) >= end);
      }
    } finally {
      lock.unlock();
    }
    return known;
  }

  /// The parts that are known here and there, and are the same: the same bytes, beyond doubt that
  /// matters.
  public BitSet same(Fingerprints other) {
    if (other.size != size || other.pieceSize != pieceSize) {
      throw new IllegalArgumentException("of another device: " + other.size + ", not " + size);
    }
    BitSet same = known();
    same.and(other.known());
    for (int part = same.nextSetBit(0); part >= 0; part = same.nextSetBit(part + 1)) {
      same.set(part, sum(part).equals(other.sum(part)));
    }
    return same;
  }

  private HashValue128 sum(int part) {
    lock.lock();
    try {
      return new HashValue128(upper[part], lower[part]);
    } finally {
      lock.unlock();
    }
  }
}
