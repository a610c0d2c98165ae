package app.diptych.clone.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.block.Content;
import app.diptych.block.DeviceException;
import app.diptych.block.Fault;
import app.diptych.block.FaultyDevice;
import app.diptych.block.MemoryDevice;
import app.diptych.block.Operation;
import app.diptych.block.Region;
import app.diptych.clone.CloneListener;
import app.diptych.clone.control.AbandonedException;
import app.diptych.clone.control.Control;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.BitSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a journal calls equal, compared before it counts.
@Timeout(240)
final class RecheckTest {
  private static final int PART = 64 << 10;
  private static final int SIZE = 40 * PART - 512;

  private final MemoryDevice source = new MemoryDevice("source", SIZE, 512);
  private final MemoryDevice target = new MemoryDevice("target", SIZE, 512);
  private final FaultyDevice faulty = new FaultyDevice(source);
  private final Control control = Control.of(CloneListener.NONE, System::nanoTime);

  @BeforeEach
  void fill() throws DeviceException {
    Content.fill(source, 7);
    Content.fill(target, 7);
  }

  @AfterEach
  void close() {
    source.close();
    target.close();
  }

  private static BitSet parts(int... numbers) {
    var parts = new BitSet();
    Arrays.stream(numbers).forEach(parts::set);
    return parts;
  }

  private void change(int part) throws DeviceException {
    try (Arena arena = Arena.ofConfined()) {
      target.write((long) part * PART, arena.allocate(512));
    }
  }

  private BitSet doubtful(BitSet equal) throws AbandonedException {
    return new Recheck(new Verification(faulty, target, control, false), PART).doubtful(equal);
  }

  @Test
  void aServersWordOnZerosIsNotTaken() throws Exception {
    change(1);
    var all = new Region(0, SIZE);
    var zeros = new HoleyDevice(source, all);
    var alike = new HoleyDevice(target, all);

    assertThat(new Recheck(new Verification(zeros, alike, control, true), PART).doubtful(parts(1)))
        .isEqualTo(parts(1));
    assertThat(new Recheck(new Verification(zeros, alike, control, false), PART).doubtful(parts(1)))
        .isEqualTo(parts());
  }

  @Test
  void whatIsEqualIsNotDoubted() throws Exception {
    change(20);

    assertThat(doubtful(parts(0, 1, 38, 39))).isEqualTo(parts());
    assertThat(doubtful(parts())).isEqualTo(parts());
  }

  @Test
  void whatDiffersIsDoubtedEvenBetweenWhatIsCompared() throws Exception {
    change(1);
    change(4);
    change(39);

    assertThat(doubtful(parts(0, 1, 6, 39))).isEqualTo(parts(1, 4, 39));
  }

  @Test
  void whatCannotBeReadIsDoubtedAsAWhole() throws Exception {
    faulty.failAt(Operation.READ, new Region(0, 512), Fault.eio());

    assertThat(doubtful(parts(0, 1, 2, 39))).isEqualTo(parts(0, 1, 2));
  }

  @Test
  void whatIsLeftOutIsDoubted() throws Exception {
    control.skipVerification();

    assertThat(doubtful(parts(3, 39))).isEqualTo(parts(3, 39));
  }

  @Test
  void itEndsWithTheJob() {
    control.cancellation().cancel();

    assertThatThrownBy(() -> doubtful(parts(0))).isInstanceOf(AbandonedException.class);
  }
}
