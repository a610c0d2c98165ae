package app.diptych.sample;

import app.diptych.block.BlockDevice;
import app.diptych.block.DeviceException;
import app.diptych.block.Region;
import app.diptych.block.Uninterrupted;
import app.diptych.clone.LiveUse;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/// Somebody who works on a disk while it is cloned: reads and writes random places of one region of
/// it, and now and then flushes.
///
/// Its threads are its own; [#end] joins them.
public final class LiveWriter implements LiveUse {
  private static final int THREADS = 4;
  private static final int LONGEST = 16 << 10;
  private static final int STEP = 4096; // a multiple of every usual sector size
  private static final int WRITES_PER_FLUSH = 512;

  private final Region region;
  private final long seed;
  private final AtomicLong reads = new AtomicLong();
  private final AtomicLong writes = new AtomicLong();
  private final AtomicLong bytesWritten = new AtomicLong();
  private final AtomicReference<Optional<String>> failure = new AtomicReference<>(Optional.empty());
  // Begun and ended by the job's thread alone.
  private List<Thread> threads = List.of();
  // Set by the job's thread, looked at by the writers.
  private volatile boolean ending;

  /// Works on this region, at places that the seed decides.
  public LiveWriter(Region region, long seed) {
    this.region = region;
    this.seed = seed;
  }

  /// What was done.
  ///
  /// @param reads requests
  /// @param writes requests
  /// @param bytesWritten by them
  /// @param failure the first request that failed, in one line; nothing more was asked for by its
  ///   thread
  public record Tally(long reads, long writes, long bytesWritten, Optional<String> failure) {}

  /// What was done up to this moment.
  public Tally tally() {
    return new Tally(reads.get(), writes.get(), bytesWritten.get(), failure.get());
  }

  @Override
  public void begin(BlockDevice device) {
    SplittableRandom random = new SplittableRandom(seed);
    threads =
        IntStream.range(0, THREADS)
            .mapToObj(i -> {
              SplittableRandom own = random.split();
              return Thread.ofPlatform().name("live-" + i).start(() -> work(device, own));
            })
            .toList();
  }

  @Override
  public void end() {
    ending = true;
    // A request cannot be cancelled, and the device is let go after this.
    threads.forEach(Uninterrupted::join);
  }

  private void work(BlockDevice device, SplittableRandom random) {
    // A mirror hands the buffer on to threads of its own.
    try (Arena arena = Arena.ofShared()) {
      MemorySegment buffer = arena.allocate(LONGEST, STEP);
      while (!ending) {
        int length = (1 + random.nextInt(LONGEST / STEP)) * STEP;
        long offset = random.nextLong((region.length() - length) / STEP + 1) * STEP;
        request(device, random, region.offset() + offset, buffer.asSlice(0, length));
      }
    } catch (DeviceException e) {
      failure.compareAndSet(Optional.empty(), Optional.of(String.valueOf(e.getMessage())));
    }
  }

  private void request(
      BlockDevice device, SplittableRandom random, long offset, MemorySegment buffer)
      throws DeviceException {
    if (random.nextInt(10) < 3) {
      device.read(offset, buffer);
      reads.incrementAndGet();
      return;
    }
    buffer.fill((byte) random.nextInt());
    device.write(offset, buffer);
    bytesWritten.addAndGet(buffer.byteSize());
    if (writes.incrementAndGet() % WRITES_PER_FLUSH == 0) {
      device.flush();
    }
  }
}
