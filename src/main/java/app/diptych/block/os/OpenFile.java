package app.diptych.block.os;

import app.diptych.block.Region;
import java.lang.foreign.MemorySegment;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// An open file or block device of the system, as bare as it comes: transfers may be short and
/// calls end with `EINTR`. Safe for use by many threads; nobody may use it once it is closed.
interface OpenFile extends AutoCloseable {

  /// What was opened.
  FileStatus status() throws SystemFailure;

  /// Bytes, at this moment.
  long size() throws SystemFailure;

  /// Bytes of the smallest addressable unit; 512 for an image.
  int sectorSize() throws SystemFailure;

  /// Whether the device itself, or its medium, refuses writes; never true of an image.
  boolean isReadOnly() throws SystemFailure;

  /// The kernel's count of disks seen, of a block device, where it tells.
  OptionalLong diskseq() throws SystemFailure;

  /// Bytes that a file takes on its disk; the size of a block device.
  long allocatedBytes() throws SystemFailure;

  /// What direct transfers want offset, length and memory to be a multiple of.
  int alignment() throws SystemFailure;

  /// The descriptor for direct transfers that are not waited for, where there is one.
  default OptionalInt descriptor() {
    return OptionalInt.empty();
  }

  /// Fills a part of the buffer, from its start.
  ///
  /// @return how many bytes; zero only at the end of the file, or for an empty buffer
  long read(MemorySegment buffer, long offset) throws SystemFailure;

  /// Writes a part of the buffer, from its start.
  ///
  /// @return how many bytes
  long write(MemorySegment buffer, long offset) throws SystemFailure;

  /// Fills a part of the buffers, one after the other from the first one's start.
  ///
  /// @param buffers at least one
  /// @return how many bytes; zero only at the end of the file, or for empty buffers
  default long scatter(MemorySegment[] buffers, long offset) throws SystemFailure {
    return read(buffers[0], offset);
  }

  /// Writes a part of the buffers, one after the other from the first one's start.
  ///
  /// @param buffers at least one
  /// @return how many bytes
  default long gather(MemorySegment[] buffers, long offset) throws SystemFailure {
    return write(buffers[0], offset);
  }

  /// Makes all finished writes durable.
  void sync() throws SystemFailure;

  /// Makes a region, not empty, read as zeros without writing them.
  ///
  /// @return whether there was a way; if not, nothing has changed
  boolean zero(Region region) throws SystemFailure;

  /// Gives the space of a region, not empty, back, if that can be done.
  void discard(Region region) throws SystemFailure;

  /// The first byte of data at or behind the offset; empty where there is none.
  ///
  /// @throws SystemFailure that is unsupported where the system knows nothing of holes
  OptionalLong nextData(long offset) throws SystemFailure;

  /// The first byte of a hole at or behind the offset, which lies in data; the end of the file
  /// counts as one.
  long nextHole(long offset) throws SystemFailure;

  /// Asks the system to drop what it holds of the content in memory and need not write.
  void dropCache() throws SystemFailure;

  /// Asks the system to look at the partition table of a whole disk anew.
  ///
  /// @return whether it did; not where this is no whole disk, or somebody stands on a partition
  boolean rereadPartitions() throws SystemFailure;

  /// Closes it, and the lock on it.
  @Override
  void close();
}
