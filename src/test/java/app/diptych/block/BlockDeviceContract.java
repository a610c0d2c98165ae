package app.diptych.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every device keeps to, whatever it is made of. A test class of a kind of device extends
/// this.
public abstract class BlockDeviceContract extends RefusalContract {
  static List<Integer> sectorCounts() {
    // One, around a page, around 64 KiB and around 1 MiB of sectors of 512 bytes.
    return List.of(1, 2, 7, 8, 9, 127, 128, 129, 2047, 2048, 2049);
  }

  @ParameterizedTest
  @MethodSource("sectorCounts")
  void hasTheShapeItWasMadeWith(int sectorCount) throws Exception {
    BlockDevice device = open(sectorCount);

    assertThat(device.geometry())
        .isEqualTo(new Geometry((long) sectorCount * sectorSize(), sectorSize(), false));
    assertThat(device.name()).isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("sectorCounts")
  void readsBackWhatWasWritten(int sectorCount) throws Exception {
    BlockDevice device = open(sectorCount);

    byte[] bytes = Content.fill(device, sectorCount);

    assertThat(Content.readAll(device)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @MethodSource("sectorCounts")
  void readsTheLastSectorAlone(int sectorCount) throws Exception {
    BlockDevice device = open(sectorCount);
    byte[] bytes = Content.fill(device, sectorCount);

    byte[] last = Content.read(device, device.geometry().size() - sectorSize(), sectorSize());

    assertThat(last)
        .isEqualTo(Arrays.copyOfRange(bytes, bytes.length - sectorSize(), bytes.length));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 17, 100})
  void takesListsOfBuffersOfAnyLength(int count) throws Exception {
    BlockDevice device = open(MANY);
    byte[] expected = new byte[MANY * sectorSize()];
    try (Arena arena = Arena.ofConfined()) {
      int at = 2 * sectorSize();
      MemorySegment[] written = buffers(arena, count);
      for (MemorySegment buffer : written) {
        byte[] bytes = Content.random(at, (int) buffer.byteSize());
        buffer.copyFrom(MemorySegment.ofArray(bytes));
        System.arraycopy(bytes, 0, expected, at, bytes.length);
        at += bytes.length;
      }
      device.write(2L * sectorSize(), written);
      MemorySegment[] read = buffers(arena, count);

      device.read(2L * sectorSize(), read);

      assertThat(Content.readAll(device)).isEqualTo(expected);
      for (int i = 0; i < count; i++) {
        assertThat(read[i].mismatch(written[i])).isEqualTo(-1);
      }
    }
  }

  // Of none, one, two, three and four sectors in turn.
  private MemorySegment[] buffers(Arena arena, int count) {
    MemorySegment[] buffers = new MemorySegment[count];
    Arrays.setAll(buffers, i -> arena.allocate((i % 5L) * sectorSize(), 4096));
    return buffers;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 511, 512, 513})
  void takesMemoryOfAnyAlignment(int shift) throws Exception {
    BlockDevice device = open(MANY);
    byte[] bytes = Content.random(shift, MANY * sectorSize());
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(bytes.length + shift, 4096).asSlice(shift);
      buffer.copyFrom(MemorySegment.ofArray(bytes));
      device.write(0, buffer);
      buffer.fill((byte) 0);

      device.read(0, buffer);

      assertThat(buffer.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(bytes);
    }
  }

  @Test
  void nothingIsAskedOfAnEmptyRegion() throws Exception {
    BlockDevice device = open(MANY);
    byte[] bytes = Content.fill(device, 1);
    Region end = new Region(device.geometry().size(), 0);

    device.read(end.offset());
    device.write(end.offset());
    device.zero(end);
    device.trim(end);

    assertThat(device.extents(end)).isEmpty();
    assertThat(Content.readAll(device)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 9, 100, 300})
  void zeroesARegionAndNoMore(int sectorCount) throws Exception {
    BlockDevice device = open(MANY);
    byte[] expected = Content.fill(device, sectorCount);
    int from = 3 * sectorSize();
    int length = sectorCount * sectorSize();

    device.zero(new Region(from, length));

    Arrays.fill(expected, from, from + length, (byte) 0);
    assertThat(Content.readAll(device)).isEqualTo(expected);
  }

  @Test
  void trimsARegionAndNoMore() throws Exception {
    BlockDevice device = open(MANY);
    byte[] expected = Content.fill(device, 1);
    int from = 3 * sectorSize();
    int length = 100 * sectorSize();

    device.trim(new Region(from, length));

    byte[] rest = Content.readAll(device);
    System.arraycopy(rest, from, expected, from, length);
    assertThat(rest).isEqualTo(expected);
  }

  @Test
  void knowsNoDataWhereItWasWritten() throws Exception {
    BlockDevice device = open(MANY);
    byte[] bytes = Content.random(1, 8 * sectorSize());
    Content.write(device, 100L * sectorSize(), bytes);
    Content.write(device, 332L * sectorSize(), Content.random(2, sectorSize()));
    Region region = Region.between(sectorSize(), device.geometry().size());

    List<Extent> extents = device.extents(region);

    assertThat(extents).isNotEmpty();
    long at = region.offset();
    for (Extent extent : extents) {
      assertThat(extent.region().offset()).isEqualTo(at);
      assertThat(extent.region().length()).isPositive();
      assertThat(extent.region().length() % sectorSize()).isZero();
      at = extent.region().end();
      if (extent.readsAsZeros()) {
        int length = Math.toIntExact(extent.region().length());
        assertThat(Content.read(device, extent.region().offset(), length))
            .isEqualTo(new byte[length]);
      }
    }
    assertThat(at).isEqualTo(region.end());
  }

  @Test
  void flushesWhatWasWritten() throws Exception {
    BlockDevice device = open(MANY);
    byte[] bytes = Content.fill(device, 1);

    device.flush();
    device.flush();

    assertThat(Content.readAll(device)).isEqualTo(bytes);
  }

  @Test
  void transfersOnAnInterruptedThread() throws Exception {
    BlockDevice device = open(MANY);

    Thread.currentThread().interrupt();
    byte[] bytes = Content.fill(device, 1);
    device.flush();
    byte[] read = Content.readAll(device);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(read).isEqualTo(bytes);
  }

  @Test
  void writersOfDifferentPlacesDoNotDisturbEachOther() throws Exception {
    int writers = 4;
    int perWriter = 80;
    BlockDevice device = open((long) writers * perWriter + 1);
    byte[] expected = new byte[(writers * perWriter + 1) * sectorSize()];
    List<Callable<Void>> work = new ArrayList<>();
    for (int w = 0; w < writers; w++) {
      int writer = w;
      for (int i = 0; i < perWriter; i++) {
        byte[] last = Content.random(writer * 1_000L + i, sectorSize());
        System.arraycopy(last, 0, expected, place(i, writer, writers), sectorSize());
      }
      work.add(() -> {
        for (int i = 0; i < perWriter; i++) {
          int at = place(i, writer, writers);
          byte[] bytes = Content.random(writer * 1_000L + i, sectorSize());
          Content.write(device, at, bytes);
          assertThat(Content.read(device, at, sectorSize())).isEqualTo(bytes);
        }
        return null;
      });
    }

    runAll(work);

    assertThat(Content.readAll(device)).isEqualTo(expected);
  }

  // Sectors of different writers lie side by side, in one page.
  private int place(int i, int writer, int writers) {
    return (i * writers + writer) * sectorSize();
  }

  @Test
  void closingIsSafeWhileOthersUseIt() throws Exception {
    BlockDevice device = open(MANY);
    CountDownLatch working = new CountDownLatch(4);
    List<Callable<Void>> work = new ArrayList<>();
    for (int w = 0; w < 4; w++) {
      int at = w * sectorSize();
      work.add(() -> {
        try {
          Content.write(device, at, new byte[sectorSize()]);
          working.countDown();
          while (true) {
            Content.write(device, at, new byte[sectorSize()]);
            Content.read(device, at, sectorSize());
          }
        } catch (DeviceException.Disconnected e) {
          assertThat(e).hasMessageEndingWith(": closed");
        }
        return null;
      });
    }
    work.add(() -> {
      assertThat(working.await(60, TimeUnit.SECONDS)).isTrue();
      device.close();
      return null;
    });

    runAll(work);
  }

  private static void runAll(List<Callable<Void>> work) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(work.size())) {
      for (Future<Void> future : threads.invokeAll(work, 60, TimeUnit.SECONDS)) {
        future.get();
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void behavesAsAnArrayOfBytes(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    int sectors = random.nextInt(1, 600);
    BlockDevice device = open(sectors);
    byte[] model = new byte[sectors * sectorSize()];
    for (int step = 0; step < 60; step++) {
      int first = random.nextInt(sectors);
      int from = first * sectorSize();
      int length = random.nextInt(sectors - first + 1) * sectorSize();
      Region region = new Region(from, length);
      switch (random.nextInt(6)) {
        case 0, 1, 2 -> {
          byte[] bytes = Content.random(random.nextLong(), length);
          Content.write(device, from, bytes);
          System.arraycopy(bytes, 0, model, from, length);
        }
        case 3 -> {
          device.zero(region);
          Arrays.fill(model, from, from + length, (byte) 0);
        }
        case 4 -> {
          device.trim(region);
          System.arraycopy(Content.read(device, from, length), 0, model, from, length);
        }
        default -> device.flush();
      }
      assertThat(Content.read(device, from, length))
          .as("step %d", step)
          .isEqualTo(Arrays.copyOfRange(model, from, from + length));
    }
    assertThat(Content.readAll(device)).isEqualTo(model);
  }
}
