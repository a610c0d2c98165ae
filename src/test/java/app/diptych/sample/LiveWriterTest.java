package app.diptych.sample;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.Await;
import app.diptych.block.MemoryDevice;
import app.diptych.block.Region;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
final class LiveWriterTest {
  private static final int SIZE = 1 << 20;
  private static final Region REGION = new Region(SIZE / 4, SIZE / 2);

  @Test
  void onlyItsRegionIsWritten() throws Exception {
    LiveWriter writer = new LiveWriter(REGION, 1);
    try (MemoryDevice device = new MemoryDevice("m", SIZE, 512);
        Arena arena = Arena.ofConfined()) {
      writer.begin(device);
      Await.until("it has written", () -> writer.tally().writes() >= 1000);
      writer.end();

      MemorySegment all = arena.allocate(SIZE);
      device.read(0, all);
      MemorySegment zeros = arena.allocate(SIZE);
      assertThat(all.asSlice(0, REGION.offset()).mismatch(zeros.asSlice(0, REGION.offset())))
          .isEqualTo(-1);
      assertThat(all.asSlice(REGION.end()).mismatch(zeros.asSlice(REGION.end()))).isEqualTo(-1);
      assertThat(all.mismatch(zeros)).isNotEqualTo(-1);
    }
  }

  @Test
  void nothingIsUnderWayAfterTheEnd() {
    LiveWriter writer = new LiveWriter(REGION, 1);
    try (MemoryDevice device = new MemoryDevice("m", SIZE, 512)) {
      writer.begin(device);
      writer.end();
    }

    assertThat(writer.tally().failure()).isEmpty();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("live-"));
  }

  @Test
  void aFailureIsRemembered() {
    LiveWriter writer = new LiveWriter(REGION, 1);
    MemoryDevice device = new MemoryDevice("gone", SIZE, 512);
    device.close();

    writer.begin(device);
    Await.until("it fails", () -> writer.tally().failure().isPresent());
    writer.end();

    assertThat(writer.tally().failure()).get().asString().contains("gone");
    assertThat(writer.tally().writes()).isZero();
  }
}
