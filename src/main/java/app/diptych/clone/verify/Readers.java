package app.diptych.clone.verify;

import app.diptych.memory.TransferMemory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Threads that read in order to compare, and as many buffers for what they read.
final class Readers implements AutoCloseable {
  private final Arena arena = Arena.ofShared();
  private final ExecutorService threads;
  private final List<MemorySegment> buffers;

  /// So many, with buffers of this size each, in bytes.
  Readers(int count, long size) {
    buffers = TransferMemory.allocate(arena, count, size);
    threads = Executors.newFixedThreadPool(count, Thread.ofPlatform().name("verify-", 1).factory());
  }

  /// Those who read.
  ExecutorService threads() {
    return threads;
  }

  /// Where to, for any thread until this is closed.
  List<MemorySegment> buffers() {
    return buffers;
  }

  /// Ends them. What is being read is read to its end before its buffer goes.
  @Override
  public void close() {
    threads.close();
    arena.close();
  }
}
