package app.diptych.mirror;

import app.diptych.block.BlockDevice;
import app.diptych.block.DeviceException;
import app.diptych.block.Durability;
import app.diptych.block.PassingDevice;
import app.diptych.block.os.OpenOptions;
import app.diptych.block.os.RawDevice;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/// Measures, on real devices, what sixteen callers of 4 KiB random reads and writes (70/30) get of
/// a primary: alone, while it is copied, and in sync. No test: `main` takes the paths of two disks
/// or images, of which the second is overwritten and the first written to, and then `key=value`:
/// `delay` (ms that a write to the secondary takes more), `mode`, `chunk`, `transfer`, `depth`,
/// `seconds`, `callers` (0: only copying), `think` (microseconds of computing between a caller's
/// requests, as a server has them).
final class LiveLoad {
  private static final int CALLERS = 16;
  private static final int BLOCK = 4096;

  private final Arena arena = Arena.ofShared();
  private final SplittableRandom seeds = new SplittableRandom(1);
  private final int callers;
  private final long thinkNanos;

  private LiveLoad(int callers, long thinkNanos) {
    this.callers = callers;
    this.thinkNanos = thinkNanos;
  }

  private void think() {
    long end = System.nanoTime() + thinkNanos;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  /// See the class.
  public static void main(String[] arguments) throws Exception {
    var options = new java.util.HashMap<String, String>();
    for (String argument : Arrays.asList(arguments).subList(2, arguments.length)) {
      options.put(argument.substring(0, argument.indexOf('=')), argument.replaceFirst(".*=", ""));
    }
    long millis = Long.parseLong(options.getOrDefault("seconds", "4")) * 1000;
    long delay = Long.parseLong(options.getOrDefault("delay", "0"));
    long think = Long.parseLong(options.getOrDefault("think", "0")) * 1000;
    int callers = Integer.parseInt(options.getOrDefault("callers", "" + CALLERS));
    var how =
        new MirrorOptions(
            CopyMode.valueOf(options.getOrDefault("mode", "WRITE_BLOCKING")),
            Durability.ON_FLUSH,
            Integer.parseInt(options.getOrDefault("chunk", "" + (1 << 20))),
            Integer.parseInt(options.getOrDefault("transfer", "" + (4 << 20))),
            Integer.parseInt(options.getOrDefault("depth", "4")));
    var open = new OpenOptions(true, true, Durability.ON_FLUSH);
    try (var primary = RawDevice.open(Path.of(arguments[0]), open);
        var secondary = RawDevice.open(Path.of(arguments[1]), open)) {
      BlockDevice target = delay == 0 ? secondary : slow(secondary, delay);
      new LiveLoad(callers, think).measure(primary, target, how, millis);
      long differs = firstDifference(primary, secondary);
      if (differs >= 0) {
        throw new IllegalStateException("both sides differ at " + differs);
      }
    }
  }

  private static BlockDevice slow(BlockDevice device, long millis) {
    return new PassingDevice(device) {
      @Override
      public void write(long offset, MemorySegment... buffers) throws DeviceException {
        LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
        super.write(offset, buffers);
      }
    };
  }

  private void measure(BlockDevice p, BlockDevice s, MirrorOptions how, long millis)
      throws Exception {
    if (callers > 0) {
      load(p, millis / 2, _ -> {});
      load(p, millis, tally -> tally.print("before"));
    }
    long begin = System.nanoTime();
    try (Mirror mirror = Mirror.connect(p, s, how, MirrorListener.NONE)) {
      load(mirror, -1, tally -> tally.print("during"));
      System.out.printf(
          Locale.ROOT, "%s after %.2f s%n", mirror.state(), (System.nanoTime() - begin) / 1e9);
      if (callers > 0) {
        load(mirror, millis, tally -> tally.print("in sync"));
      }
    }
  }

  private interface Report {
    void of(Tally tally);
  }

  /// Loads the device for so long, or until it is no longer copying.
  private void load(BlockDevice device, long millis, Report report) throws Exception {
    var isOver = new AtomicBoolean();
    Tally[] tallies = new Tally[callers];
    Thread[] threads =
        IntStream.range(0, callers)
            .mapToObj(n -> {
              tallies[n] = new Tally();
              SplittableRandom random = seeds.split();
              return Thread.ofPlatform().start(() -> work(device, random, tallies[n], isOver));
            })
            .toArray(Thread[]::new);
    long begin = System.nanoTime();
    if (millis >= 0) {
      Thread.sleep(millis);
    } else {
      ((Mirror) device).awaitEndOfCopying();
    }
    long nanos = System.nanoTime() - begin;
    isOver.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
    Tally all = new Tally();
    Arrays.stream(tallies).forEach(all::add);
    all.nanos = nanos;
    report.of(all);
  }

  private void work(BlockDevice device, SplittableRandom random, Tally tally, AtomicBoolean over) {
    MemorySegment buffer = arena.allocate(BLOCK, 4096);
    long blocks = device.geometry().size() / BLOCK;
    try {
      while (!over.get()) {
        long offset = random.nextLong(blocks) * BLOCK;
        boolean isWrite = random.nextInt(10) < 3;
        long begin = System.nanoTime();
        if (isWrite) {
          buffer.set(java.lang.foreign.ValueLayout.JAVA_LONG, 0, begin);
          device.write(offset, buffer);
        } else {
          device.read(offset, buffer);
        }
        tally.count(isWrite, System.nanoTime() - begin);
        think();
      }
    } catch (DeviceException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long firstDifference(BlockDevice p, BlockDevice s) throws DeviceException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment one = arena.allocate(4 << 20, 4096);
      MemorySegment two = arena.allocate(4 << 20, 4096);
      for (long at = 0; at < p.geometry().size(); at += 4 << 20) {
        long length = Math.min(4 << 20, p.geometry().size() - at);
        p.read(at, one.asSlice(0, length));
        s.read(at, two.asSlice(0, length));
        long found = one.asSlice(0, length).mismatch(two.asSlice(0, length));
        if (found >= 0) {
          return at + found;
        }
      }
      return -1;
    }
  }

  /// Latencies, in steps of an eighth of their power of two.
  private static final class Tally {
    private final long[][] counts = new long[2][64 * 8];
    private long nanos;

    private void count(boolean isWrite, long latency) {
      int power = 63 - Long.numberOfLeadingZeros(latency | 8);
      counts[isWrite ? 1 : 0][power * 8 + (int) ((latency >>> (power - 3)) & 7)]++;
    }

    private void add(Tally other) {
      for (int kind = 0; kind < 2; kind++) {
        for (int b = 0; b < counts[kind].length; b++) {
          counts[kind][b] += other.counts[kind][b];
        }
      }
    }

    private double micros(int kind, double share) {
      long left = (long) (Arrays.stream(counts[kind]).sum() * share);
      int bucket = 0;
      while (bucket < counts[kind].length - 1 && left >= counts[kind][bucket]) {
        left -= counts[kind][bucket++];
      }
      double within = counts[kind][bucket] == 0 ? 0 : (double) left / counts[kind][bucket];
      return (1L << (bucket / 8)) * (1 + (bucket % 8 + within) / 8) / 1000;
    }

    private void print(String phase) {
      long all = Arrays.stream(counts[0]).sum() + Arrays.stream(counts[1]).sum();
      if (all == 0) {
        return;
      }
      System.out.printf(
          Locale.ROOT,
          "%-8s %8.0f IOPS  read p50 %6.0f p99 %6.0f  write p50 %6.0f p99 %6.0f us%n",
          phase,
          all / (nanos / 1e9),
          micros(0, .5),
          micros(0, .99),
          micros(1, .5),
          micros(1, .99));
    }
  }
}
