package app.diptych.block;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.ReentrantLock;

/// A device that a power cut makes forget what was not flushed: of each block the old content comes
/// back, or the new one stays, as the seed says.
public final class LossyDevice extends Filter {
  private static final int BLOCK = 4096;

  private final BlockDevice below;
  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by lock, which writes and flushes hold, so that each flush covers whole writes: what
  // comes back of blocks that were written since the last one.
  private final Map<Long, byte[]> durable = new HashMap<>();

  /// Everything that the device below holds is durable. Its size is a multiple of 4096.
  public LossyDevice(BlockDevice below) {
    super(below);
    this.below = below;
  }

  @Override
  void around(Operation operation, Region region, Call call) throws DeviceException {
    switch (operation) {
      case READ, OPEN, EXTENTS -> call.upTo(region.length());
      case WRITE, ZERO, TRIM -> {
        lock.lock();
        try {
          remember(region);
          call.upTo(region.length());
        } finally {
          lock.unlock();
        }
      }
      case FLUSH -> flush(call);
    }
  }

  private void remember(Region region) throws DeviceException {
    for (long at = region.offset() / BLOCK * BLOCK; at < region.end(); at += BLOCK) {
      if (!durable.containsKey(at)) {
        durable.put(at, bytes(at));
      }
    }
  }

  private void flush(Call call) throws DeviceException {
    lock.lock();
    try {
      call.upTo(0);
      durable.clear();
    } finally {
      lock.unlock();
    }
  }

  private byte[] bytes(long at) throws DeviceException {
    byte[] bytes = new byte[BLOCK];
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(BLOCK, BLOCK);
      below.read(at, buffer);
      MemorySegment.copy(buffer, 0, MemorySegment.ofArray(bytes), 0, BLOCK);
    }
    return bytes;
  }

  /// Cuts the power, when nobody uses the device.
  ///
  /// @return how many blocks were lost
  public int cutPower(SplittableRandom random) throws DeviceException {
    int lost = 0;
    lock.lock();
    try {
      for (Map.Entry<Long, byte[]> block : durable.entrySet()) {
        if (random.nextBoolean()) {
          Content.write(below, block.getKey(), block.getValue());
          lost++;
        }
      }
      durable.clear();
    } finally {
      lock.unlock();
    }
    return lost;
  }
}
