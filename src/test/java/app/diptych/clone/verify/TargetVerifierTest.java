package app.diptych.clone.verify;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.BlockDevice;
import app.diptych.block.Content;
import app.diptych.block.DeviceException;
import app.diptych.block.Fault;
import app.diptych.block.FaultyDevice;
import app.diptych.block.MemoryDevice;
import app.diptych.block.Operation;
import app.diptych.block.PassingDevice;
import app.diptych.block.Region;
import app.diptych.clone.CloneListener;
import app.diptych.clone.Refusal;
import app.diptych.clone.control.Control;
import app.diptych.digest.FingerprintedDevice;
import app.diptych.digest.Fingerprints;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Comparing a target with hashes of what was copied.
@Timeout(240)
final class TargetVerifierTest {
  private static final int PIECE = 1 << 20;
  private static final long SIZE = 7L * PIECE + 512;

  private final MemoryDevice memory = new MemoryDevice("source", SIZE, 512);
  private final FaultyDevice source = new FaultyDevice(memory);
  private final MemoryDevice target = new MemoryDevice("target", SIZE, 512);
  private final Fingerprints copied = new Fingerprints(SIZE, PIECE);
  private final Control control = Control.of(CloneListener.NONE, System::nanoTime);
  private final List<Integer> percents = new ArrayList<>();

  @BeforeEach
  void copy() throws DeviceException {
    Content.fill(memory, 7);
    Content.fill(target, 7);
    byte[] _ = Content.readAll(new FingerprintedDevice(memory, copied));
  }

  @AfterEach
  void close() {
    memory.close();
    target.close();
  }

  private TargetVerifier verifier(BlockDevice onto) {
    return new TargetVerifier(source, onto, copied, control, percents::add);
  }

  private List<Region> differences(BlockDevice onto) {
    Verifier.Outcome outcome = verifier(onto).compare();
    assertThat(outcome).isInstanceOf(Verifier.Outcome.Compared.class);
    assertThat(percents).isSorted().doesNotHaveDuplicates().endsWith(100);
    return ((Verifier.Outcome.Compared) outcome).differences().regions();
  }

  private static void flip(BlockDevice device, long at) throws DeviceException {
    long sector = at - at % 512;
    byte[] bytes = Content.read(device, sector, 512);
    bytes[(int) (at - sector)] ^= 1;
    Content.write(device, sector, bytes);
  }

  @Test
  void anEqualTargetIsReadAlone() {
    assertThat(differences(target)).isEmpty();
    assertThat(source.count(Operation.READ)).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 511, PIECE - 1, PIECE, 7L * PIECE, SIZE - 1})
  void aByteThatDiffersMakesItsSectorDiffer(long at) throws DeviceException {
    flip(target, at);

    assertThat(differences(target)).containsExactly(new Region(at - at % 512, 512));
  }

  @Test
  void whereTheHashIsNotKnownBothAreCompared() throws DeviceException {
    copied.spoil(new Region(2L * PIECE, 1));
    copied.spoil(new Region(6L * PIECE, 1));
    flip(memory, 2L * PIECE + 600);
    flip(memory, 4L * PIECE);

    assertThat(differences(target)).containsExactly(new Region(2L * PIECE + 512, 512));
  }

  @Test
  void whereNothingIsKnownAllIsCompared() throws DeviceException {
    copied.spoil(new Region(0, SIZE));
    flip(target, 3);
    flip(target, SIZE - 1);

    assertThat(differences(target))
        .containsExactly(new Region(0, 512), new Region(SIZE - 512, 512));
  }

  @Test
  void aTargetThatLiesOnceIsTold() {
    var reads = new AtomicInteger();
    var unsteady =
        new PassingDevice(target) {
          @Override
          public void read(long offset, MemorySegment... buffers) throws DeviceException {
            super.read(offset, buffers);
            if (offset == 3L * PIECE && reads.getAndIncrement() == 0) {
              buffers[0].set(ValueLayout.JAVA_BYTE, 5, (byte) 1);
            }
          }
        };

    assertThat(differences(unsteady)).containsExactly(new Region(3L * PIECE, PIECE));
  }

  @Test
  void aTargetThatCannotBeReadIsNamed() {
    var faulty = new FaultyDevice(target);
    faulty.failAt(Operation.READ, new Region(PIECE, 512), Fault.disconnected());

    assertThat(verifier(faulty).compare())
        .isInstanceOfSatisfying(
            Verifier.Outcome.Unreadable.class,
            outcome -> assertThat(outcome.role()).isEqualTo(Refusal.Role.TARGET));
  }

  @Test
  void aSourceThatCannotBeReadAgainIsNamedWhereItMustBe() {
    source.failAt(Operation.READ, new Region(PIECE, 512), Fault.disconnected());
    assertThat(differences(target)).isEmpty();

    copied.spoil(new Region(PIECE, 512));
    assertThat(verifier(target).compare())
        .isInstanceOfSatisfying(
            Verifier.Outcome.Unreadable.class,
            outcome -> assertThat(outcome.role()).isEqualTo(Refusal.Role.SOURCE));
  }

  @Test
  void itCanBeCancelledAndLeftOut() {
    control.skipVerification();
    assertThat(verifier(target).compare()).isInstanceOf(Verifier.Outcome.Skipped.class);

    control.cancellation().cancel();
    assertThat(verifier(target).compare()).isInstanceOf(Verifier.Outcome.Cancelled.class);
  }
}
