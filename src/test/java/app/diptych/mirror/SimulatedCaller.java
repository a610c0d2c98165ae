package app.diptych.mirror;

import app.diptych.block.DeviceException;
import app.diptych.block.Region;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A caller of a mirror in a simulation: makes requests at random places, one after the other, and
/// checks what it reads.
final class SimulatedCaller implements Simulation.Work {

  private final Mirror mirror;
  private final History history;
  private final Scenario scenario;
  private final SplittableRandom random;
  private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
  private long nextWriter;

  SimulatedCaller(
      Mirror mirror, History history, Scenario scenario, SplittableRandom random, int id) {
    this.mirror = mirror;
    this.history = history;
    this.scenario = scenario;
    this.random = random;
    this.nextWriter = id * 1_000_000L;
  }

  /// Done when the last request was answered.
  CompletableFuture<@Nullable Void> ended() {
    return ended;
  }

  @Override
  public void run() {
    try (Arena arena = Arena.ofShared()) {
      for (int n = 0; n < scenario.requests(); n++) {
        request(arena);
      }
    } finally {
      ended.complete(null);
    }
  }

  private void request(Arena arena) {
    int unit = mirror.geometry().sectorSize() / Sectors.SIZE;
    int units = scenario.sectors() / unit;
    int from = random.nextInt(units);
    int to = random.nextInt(from + 1, Math.min(units, from + 8) + 1);
    int kind = random.nextInt(12);
    if (kind < 6) {
      change(from * unit, to * unit, ++nextWriter, arena);
    } else if (kind < 10) {
      read(from * unit, to * unit, arena);
    } else if (kind == 10) {
      change(from * unit, to * unit, Sectors.ZERO, arena);
    } else {
      flush();
    }
  }

  private void flush() {
    long start = history.tick();
    if (attempt(mirror::flush)) {
      history.promise(start);
    }
  }

  private void change(int from, int to, long writer, Arena arena) {
    Region region = Region.between(from * (long) Sectors.SIZE, to * (long) Sectors.SIZE);
    List<MemorySegment> buffers = buffers(from, to, arena);
    for (int s = from; s < to; s++) {
      MemorySegment bytes = MemorySegment.ofArray(Sectors.of(writer, s));
      at(buffers, (s - from) * (long) Sectors.SIZE).copyFrom(bytes);
    }
    History.Write write = history.begin(from, to, writer);
    boolean isDone =
        attempt(() -> {
          if (writer != Sectors.ZERO) {
            mirror.write(region.offset(), buffers.toArray(MemorySegment[]::new));
          } else if (random.nextBoolean()) {
            mirror.zero(region);
          } else {
            mirror.trim(region);
          }
        });
    history.end(write, isDone);
  }

  private void read(int from, int to, Arena arena) {
    List<MemorySegment> buffers = buffers(from, to, arena);
    long start = history.tick();
    boolean isDone =
        attempt(
            () -> mirror.read(from * (long) Sectors.SIZE, buffers.toArray(MemorySegment[]::new)));
    long end = history.tick();
    for (int s = from; isDone && s < to; s++) {
      byte[] bytes = at(buffers, (s - from) * (long) Sectors.SIZE).toArray(ValueLayout.JAVA_BYTE);
      history.check(s, Sectors.writer(bytes, 0, s), start, end, "a read");
    }
  }

  /// One or two buffers of whole sectors of the mirror.
  private List<MemorySegment> buffers(int from, int to, Arena arena) {
    int unit = mirror.geometry().sectorSize();
    long length = (to - from) * (long) Sectors.SIZE;
    long first = random.nextLong(length / unit + 1) * unit;
    List<MemorySegment> buffers = new ArrayList<>();
    buffers.add(arena.allocate(Math.max(first, 0), 4096));
    buffers.add(arena.allocate(length - first, 4096));
    return buffers;
  }

  private static MemorySegment at(List<MemorySegment> buffers, long offset) {
    long first = buffers.getFirst().byteSize();
    return offset < first
        ? buffers.getFirst().asSlice(offset, Sectors.SIZE)
        : buffers.getLast().asSlice(offset - first, Sectors.SIZE);
  }

  private static boolean attempt(Simulation.Work work) {
    try {
      work.run();
      return true;
    } catch (DeviceException e) {
      return false;
    } catch (IllegalStateException e) {
      return false;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
