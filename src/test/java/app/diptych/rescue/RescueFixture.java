package app.diptych.rescue;

import app.diptych.block.BadSectorsDevice;
import app.diptych.block.BlockDevice;
import app.diptych.block.Content;
import app.diptych.block.DeviceException;
import app.diptych.block.MemoryDevice;
import app.diptych.block.Region;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A source in memory that can have bad sectors, a target full of something else, and what is small
/// about them: pieces of 64 KiB and 4 KiB.
final class RescueFixture implements AutoCloseable {
  static final int SECTOR = 512;
  static final long COARSE = 64 << 10;
  static final long FINE = 4096;
  static final Plans PLANS = new Plans(COARSE, FINE, SECTOR, SECTOR, 3);

  private final MemoryDevice below;
  private final BadSectorsDevice source;
  private final MemoryDevice target;
  private final byte[] content;
  private final Ears ears = new Ears();

  /// What the listener heard.
  static final class Ears implements RescueListener {
    final List<String> news = new ArrayList<>();
    final List<Integer> percents = new ArrayList<>();

    @Override
    public void stage(Stage stage) {
      news.add(stage.name());
    }

    @Override
    public void percent(int percent) {
      percents.add(percent);
    }

    @Override
    public void flushing() {
      news.add("flushing");
    }
  }

  RescueFixture(long size, int targetSector) throws DeviceException {
    below = new MemoryDevice("source", size, SECTOR);
    content = Content.fill(below, 1);
    source = new BadSectorsDevice(below);
    target = new MemoryDevice("target", size, targetSector);
    Content.fill(target, 2);
  }

  BadSectorsDevice source() {
    return source;
  }

  MemoryDevice below() {
    return below;
  }

  MemoryDevice target() {
    return target;
  }

  Ears ears() {
    return ears;
  }

  Standing start() {
    return Standing.start(content.length);
  }

  Rescue rescue(Standing from, RescueOptions options) {
    return rescue(source, target, from, options);
  }

  Rescue rescue(BlockDevice reading, BlockDevice writing, Standing from, RescueOptions options) {
    return new Rescue(
        new Ends(reading, writing), from, new Setting(options, PLANS, System::nanoTime), ears);
  }

  RescueOutcome run() {
    return rescue(start(), RescueOptions.DEFAULT).run();
  }

  RescueOutcome run(int retries) {
    return rescue(start(), new RescueOptions(retries, 0, Optional.empty())).run();
  }

  /// The source's content, with zeros there.
  byte[] without(List<Region> regions) {
    byte[] expected = content.clone();
    for (Region region : regions) {
      Arrays.fill(expected, (int) region.offset(), (int) region.end(), (byte) 0);
    }
    return expected;
  }

  byte[] copied() throws DeviceException {
    return Content.readAll(target);
  }

  @Override
  public void close() {
    source.close();
    below.close();
    target.close();
  }
}
