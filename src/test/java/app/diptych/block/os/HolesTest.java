package app.diptych.block.os;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.Peers;
import app.diptych.block.Content;
import app.diptych.block.Extent;
import app.diptych.block.PassingDevice;
import app.diptych.block.Region;
import app.diptych.block.SliceDevice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Where holes are said to be, above all where the file system counts in other units.
final class HolesTest {
  @TempDir Path folder;

  private final Deque<OpenFile> opened = new ArrayDeque<>();
  private int questions;

  @AfterEach
  void closeFiles() {
    opened.forEach(OpenFile::close);
  }

  /// A file of which only these stretches, `from, to` in turn, are data.
  private OpenFile file(long size, long... ends) throws Exception {
    TreeMap<Long, Long> data = new TreeMap<>();
    for (int i = 0; i < ends.length; i += 2) {
      data.put(ends[i], ends[i + 1]);
    }
    Path empty = Files.createTempFile(folder, "empty", ".img");
    OpenFile file = new PortableSyscalls().open(empty, OpenMode.buffered(OpenOptions.READ));
    opened.push(file);
    return new PassingFile(file) {
      @Override
      public long size() {
        return size;
      }

      @Override
      public OptionalLong nextData(long offset) {
        questions++;
        var at = data.floorEntry(offset);
        if (at != null && offset < at.getValue()) {
          return OptionalLong.of(offset);
        }
        Long next = data.higherKey(offset);
        return next == null ? OptionalLong.empty() : OptionalLong.of(next);
      }

      @Override
      public long nextHole(long offset) {
        questions++;
        var at = data.floorEntry(offset);
        return at == null || offset >= at.getValue() ? offset : Math.min(at.getValue(), size);
      }
    };
  }

  private static Extent data(long from, long end) {
    return new Extent(Region.between(from, end), Extent.Kind.DATA);
  }

  private static Extent hole(long from, long end) {
    return new Extent(Region.between(from, end), Extent.Kind.HOLE);
  }

  @Test
  void holesAndDataTakeTurns() throws Exception {
    OpenFile file = file(8192, 1024, 2048, 4096, 5120);

    assertThat(new Holes(file, 512).in(new Region(0, 8192)))
        .containsExactly(
            hole(0, 1024), data(1024, 2048), hole(2048, 4096), data(4096, 5120), hole(5120, 8192));
  }

  @Test
  void onlyTheRegionIsLookedAt() throws Exception {
    OpenFile file = file(8192, 1024, 2048, 4096, 5120);

    assertThat(new Holes(file, 512).in(new Region(1536, 3072)))
        .containsExactly(data(1536, 2048), hole(2048, 4096), data(4096, 4608));
    assertThat(new Holes(file, 512).in(new Region(2048, 1024))).containsExactly(hole(2048, 3072));
    assertThat(new Holes(file, 512).in(new Region(6144, 2048))).containsExactly(hole(6144, 8192));
    assertThat(new Holes(file, 512).in(new Region(2048, 0))).isEmpty();
  }

  @Test
  void aSectorOfWhichAnyByteIsDataIsData() throws Exception {
    OpenFile file = file(8192, 1000, 1030, 2047, 2048, 8191, 8192);

    assertThat(new Holes(file, 512).in(new Region(0, 8192)))
        .containsExactly(hole(0, 512), data(512, 2048), hole(2048, 7680), data(7680, 8192));
  }

  @Test
  void stretchesThatMeetInOneSectorAreOne() throws Exception {
    OpenFile file = file(16384, 4000, 4200, 4300, 4400, 8192, 8193);

    assertThat(new Holes(file, 4096).in(new Region(0, 16384)))
        .containsExactly(data(0, 12288), hole(12288, 16384));
  }

  @Test
  void allMayBeDataOrNone() throws Exception {
    assertThat(new Holes(file(8192, 0, 8192), 512).in(new Region(0, 8192)))
        .containsExactly(data(0, 8192));
    assertThat(new Holes(file(8192), 512).in(new Region(0, 8192))).containsExactly(hole(0, 8192));
  }

  @Test
  void whatWasCutOffIsNoHole() throws Exception {
    OpenFile file = file(6000, 1024, 2048);

    assertThat(new Holes(file, 512).in(new Region(0, 8192)))
        .containsExactly(hole(0, 1024), data(1024, 2048), hole(2048, 5632), data(5632, 8192));
    assertThat(new Holes(file, 512).in(new Region(7168, 1024))).containsExactly(data(7168, 8192));
  }

  @Test
  void aStretchOfDataIsWalkedThroughOnce() throws Exception {
    Holes holes = new Holes(file(1 << 20, 0, 1 << 19), 512);

    for (long at = 0; at < 1 << 19; at += 4096) {
      assertThat(holes.in(new Region(at, 4096))).containsExactly(data(at, at + 4096));
    }

    assertThat(questions).isEqualTo(2);
    assertThat(holes.in(new Region((1 << 19) - 512, 1024)))
        .containsExactly(data((1 << 19) - 512, 1 << 19), hole(1 << 19, (1 << 19) + 512));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whatIsZeroedOrTrimmedIsAHoleAtOnce() throws Exception {
    try (RawDevice device =
        RawDevice.create(folder.resolve("disk.img"), 4 << 20, OpenOptions.TARGET)) {
      Content.fill(device, 1);
      device.flush();
      List<Extent> full = device.extents(device.geometry().region());
      device.zero(new Region(0, 1 << 20));
      List<Extent> zeroed = device.extents(new Region(0, 2 << 20));
      device.trim(new Region(2 << 20, 1 << 20));

      assertThat(full).containsExactly(data(0, 4 << 20));
      assertThat(zeroed).containsExactly(hole(0, 1 << 20), data(1 << 20, 2 << 20));
      assertThat(device.extents(new Region(1 << 20, 2 << 20)))
          .containsExactly(data(1 << 20, 2 << 20), hole(2 << 20, 3 << 20));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void anImageKnowsItsHoles() throws Exception {
    long size = 1L << 30;
    try (RawDevice device =
        RawDevice.create(folder.resolve("disk.img"), size, OpenOptions.TARGET)) {
      Content.write(device, 512L << 20, Content.random(1, 65_536));

      assertThat(device.extents(device.geometry().region()))
          .containsExactly(
              hole(0, 512L << 20),
              data(512L << 20, (512L << 20) + 65_536),
              hole((512L << 20) + 65_536, size));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void anImageThatIsCutOffHasNoHolesBeyondItsEnd() throws Exception {
    Path path = folder.resolve("disk.img");
    try (RawDevice device = RawDevice.create(path, 8 << 20, OpenOptions.TARGET)) {
      Content.write(device, 0, Content.random(1, 65_536));
      device.flush();
      Peers.run("truncate", "--size=1MiB", path.toString());

      assertThat(device.extents(new Region(0, 2 << 20)))
          .containsExactly(data(0, 65_536), hole(65_536, 1 << 20), data(1 << 20, 2 << 20));
      assertThat(device.extents(new Region(4 << 20, 4 << 20)))
          .containsExactly(data(4 << 20, 8 << 20));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void zeroingAndTrimmingGiveSpaceBack() throws Exception {
    try (RawDevice device =
        RawDevice.create(folder.resolve("disk.img"), 8 << 20, OpenOptions.TARGET)) {
      Content.fill(device, 1);
      device.flush();
      long full = device.allocatedBytes();
      device.zero(new Region(0, 4 << 20));
      long half = device.allocatedBytes();
      device.trim(new Region(4 << 20, 4 << 20));
      device.flush();

      assertThat(full).isGreaterThanOrEqualTo(8 << 20);
      assertThat(half).isLessThan(full);
      assertThat(device.allocatedBytes()).isLessThan(half);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whatReadsAsZerosIsNotPunched() throws Exception {
    Path path = folder.resolve("disk.img");
    Peers.run("fallocate", "--length", "8MiB", path.toString());
    try (RawDevice device = RawDevice.open(path, OpenOptions.TARGET)) {
      Content.write(device, 0, Content.random(1, 4 << 20));
      device.flush();
      device.zero(new Region(4 << 20, 4 << 20));
      device.flush();
      long untouched = device.allocatedBytes();
      device.zero(new Region((4 << 20) - 4096, 8192));
      device.flush();

      assertThat(untouched).isGreaterThanOrEqualTo(8 << 20);
      assertThat(device.allocatedBytes()).isLessThan(untouched);
      assertThat(Content.read(device, (4 << 20) - 4096, 8192)).containsOnly(0);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void onlyAHoleIsZeroedCheaplyInAFile() throws Exception {
    try (RawDevice device =
        RawDevice.create(folder.resolve("disk.img"), 8 << 20, OpenOptions.TARGET)) {
      Content.write(device, 1 << 20, Content.random(1, 4096));
      var passing = new PassingDevice(new SliceDevice(device, new Region(1 << 20, 7 << 20)));

      assertThat(device.zeroesCheaply(new Region(0, 1 << 20))).isTrue();
      assertThat(device.zeroesCheaply(new Region(0, (1 << 20) + 512))).isFalse();
      assertThat(device.zeroesCheaply(new Region(2 << 20, 6 << 20))).isTrue();
      assertThat(passing.zeroesCheaply(new Region(0, 4096))).isFalse();
      assertThat(passing.zeroesCheaply(new Region(1 << 20, 6 << 20))).isTrue();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void offsetsReachBeyondWhatIntegersHold() throws Exception {
    long size = (8L << 40) + 512;
    try (RawDevice device =
        RawDevice.create(folder.resolve("huge.img"), size, OpenOptions.TARGET)) {
      long[] places = {(1L << 31) - 512, 1L << 31, (1L << 32) + 512, 5L << 40, size - 512};
      for (long place : places) {
        Content.write(device, place, Content.random(place, 512));
      }
      device.zero(new Region((1L << 32) + 512, 3L << 40));

      assertThat(device.geometry().size()).isEqualTo(size);
      for (long place : new long[] {(1L << 31) - 512, 1L << 31, 5L << 40, size - 512}) {
        assertThat(Content.read(device, place, 512)).isEqualTo(Content.random(place, 512));
      }
      assertThat(Content.read(device, (1L << 32) + 512, 512)).isEqualTo(new byte[512]);
      assertThat(device.extents(device.geometry().region()))
          .hasSizeLessThan(10)
          .first()
          .satisfies(extent -> assertThat(extent.readsAsZeros()).isTrue());
    }
  }
}
