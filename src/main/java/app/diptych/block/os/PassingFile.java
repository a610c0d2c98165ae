package app.diptych.block.os;

import app.diptych.block.Region;
import java.lang.foreign.MemorySegment;
import java.util.OptionalLong;

/// An open file that passes everything on to another, but for the descriptor. What is to go
/// otherwise is overridden.
class PassingFile implements OpenFile {
  private final OpenFile below;

  /// A file over this one.
  PassingFile(OpenFile below) {
    this.below = below;
  }

  @Override
  public FileStatus status() throws SystemFailure {
    return below.status();
  }

  @Override
  public long size() throws SystemFailure {
    return below.size();
  }

  @Override
  public int sectorSize() throws SystemFailure {
    return below.sectorSize();
  }

  @Override
  public boolean isReadOnly() throws SystemFailure {
    return below.isReadOnly();
  }

  @Override
  public OptionalLong diskseq() throws SystemFailure {
    return below.diskseq();
  }

  @Override
  public long allocatedBytes() throws SystemFailure {
    return below.allocatedBytes();
  }

  @Override
  public int alignment() throws SystemFailure {
    return below.alignment();
  }

  @Override
  public long read(MemorySegment buffer, long offset) throws SystemFailure {
    return below.read(buffer, offset);
  }

  @Override
  public long write(MemorySegment buffer, long offset) throws SystemFailure {
    return below.write(buffer, offset);
  }

  @Override
  public void sync() throws SystemFailure {
    below.sync();
  }

  @Override
  public boolean zero(Region region) throws SystemFailure {
    return below.zero(region);
  }

  @Override
  public void discard(Region region) throws SystemFailure {
    below.discard(region);
  }

  @Override
  public OptionalLong nextData(long offset) throws SystemFailure {
    return below.nextData(offset);
  }

  @Override
  public long nextHole(long offset) throws SystemFailure {
    return below.nextHole(offset);
  }

  @Override
  public boolean rereadPartitions() throws SystemFailure {
    return below.rereadPartitions();
  }

  @Override
  public void dropCache() throws SystemFailure {
    below.dropCache();
  }

  @Override
  public void close() {
    below.close();
  }
}
