package app.diptych.rescue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.block.BadSectorsDevice;
import app.diptych.block.Content;
import app.diptych.block.DeviceException;
import app.diptych.block.Extent;
import app.diptych.block.MemoryDevice;
import app.diptych.block.Region;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class BlankedTest {
  private static final int SIZE = 64 * 512;

  static IntStream seeds() {
    return IntStream.range(0, 30);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatIsUnreadableIsZerosAndIsNotRead(int seed) throws DeviceException {
    var random = new SplittableRandom(seed);
    try (var below = new MemoryDevice("disk", SIZE, 512)) {
      byte[] expected = Content.fill(below, seed);
      var disk = new BadSectorsDevice(below);
      List<Region> bad = new ArrayList<>();
      for (int at = random.nextInt(9); at < 64; at += random.nextInt(2, 20)) {
        var region = new Region(at * 512L, 512);
        bad.add(region);
        disk.fail(region, BadSectorsDevice.ALWAYS);
        Arrays.fill(expected, at * 512, at * 512 + 512, (byte) 0);
      }
      var blanked = new Blanked(disk, bad);
      int from = random.nextInt(64);
      int length = random.nextInt(64 - from) + 1;

      assertThat(Content.read(blanked, from * 512L, length * 512))
          .isEqualTo(Arrays.copyOfRange(expected, from * 512, (from + length) * 512));
    }
  }

  @Test
  void nothingIsWritten() throws DeviceException {
    try (var disk = new MemoryDevice("disk", SIZE, 512);
        var blanked = new Blanked(disk, List.of());
        Arena arena = Arena.ofShared()) {
      var buffer = arena.allocate(512, 4096);
      Region sector = new Region(0, 512);

      assertThat(blanked.geometry().isReadOnly()).isTrue();
      assertThatThrownBy(() -> blanked.write(0, buffer))
          .isInstanceOf(DeviceException.ReadOnly.class);
      assertThatThrownBy(() -> blanked.zero(sector)).isInstanceOf(DeviceException.ReadOnly.class);
      assertThatThrownBy(() -> blanked.trim(sector)).isInstanceOf(DeviceException.ReadOnly.class);
      blanked.flush();
      assertThat(blanked.extents(sector)).isEqualTo(Extent.unknown(sector));
      assertThat(blanked.name()).isEqualTo("disk");
    }
  }

  @Test
  void theDeviceBelowStaysOpen() throws DeviceException {
    try (var disk = new MemoryDevice("disk", SIZE, 512)) {
      var blanked = new Blanked(disk, List.of());
      blanked.close();

      assertThatThrownBy(() -> Content.readAll(blanked))
          .isInstanceOf(DeviceException.Disconnected.class);
      assertThat(Content.readAll(disk)).hasSize(SIZE);
    }
  }
}
