package app.diptych.block.os;

import app.diptych.block.Region;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.OptionalLong;

/// An image that is open through Java's own channel, which it owns. Nothing is known of holes here,
/// and nothing is written past the cache.
final class PortableFile implements OpenFile {
  private static final int SECTOR = 512;
  // A ByteBuffer reaches no further than two of these.
  private static final long LONGEST_TRANSFER = 1 << 30;

  private final FileChannel channel;
  private final FileStatus status;

  /// Takes over an open channel.
  PortableFile(FileChannel channel, FileStatus status) {
    this.channel = channel;
    this.status = status;
  }

  @Override
  public FileStatus status() {
    return status;
  }

  @Override
  public long size() throws SystemFailure {
    return undisturbed(channel::size);
  }

  @Override
  public int sectorSize() {
    return SECTOR;
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public OptionalLong diskseq() {
    return OptionalLong.empty();
  }

  @Override
  public long allocatedBytes() throws SystemFailure {
    return size();
  }

  @Override
  public int alignment() {
    return 1;
  }

  @Override
  public long read(MemorySegment buffer, long offset) throws SystemFailure {
    return Math.max(0, undisturbed(() -> channel.read(bytes(buffer), offset)));
  }

  @Override
  public long write(MemorySegment buffer, long offset) throws SystemFailure {
    return undisturbed(() -> channel.write(bytes(buffer), offset));
  }

  private static ByteBuffer bytes(MemorySegment buffer) {
    return buffer.asSlice(0, Math.min(LONGEST_TRANSFER, buffer.byteSize())).asByteBuffer();
  }

  @Override
  public void sync() throws SystemFailure {
    undisturbed(() -> {
      channel.force(false);
      return true;
    });
  }

  @Override
  public boolean zero(Region region) {
    return false;
  }

  @Override
  public void discard(Region region) {}

  @Override
  public OptionalLong nextData(long offset) throws SystemFailure {
    throw new SystemFailure(Errno.EOPNOTSUPP);
  }

  @Override
  public long nextHole(long offset) throws SystemFailure {
    throw new SystemFailure(Errno.EOPNOTSUPP);
  }

  @Override
  public void dropCache() {}

  @Override
  public boolean rereadPartitions() {
    return false;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException _) {
      // The channel is closed all the same, and what was to be durable was flushed before.
    }
  }

  @FunctionalInterface
  private interface Call<T> {
    T run() throws IOException;
  }

  // A channel closes itself when a thread that is interrupted uses it. What was asked of the thread
  // before is put aside for so long; an interrupt in the middle of a transfer does end the device.
  private static <T> T undisturbed(Call<T> call) throws SystemFailure {
    boolean wasInterrupted = Thread.interrupted();
    try {
      return call.run();
    } catch (IOException e) {
      throw PortableSyscalls.failure(e);
    } finally {
      if (wasInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
