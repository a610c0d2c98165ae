package app.diptych.clone.verify;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.Content;
import app.diptych.block.DeviceException;
import app.diptych.block.Fault;
import app.diptych.block.FaultyDevice;
import app.diptych.block.MemoryDevice;
import app.diptych.block.Operation;
import app.diptych.block.Region;
import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Phase;
import app.diptych.clone.control.Control;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Copying some regions.
final class PatchingTest {
  private static final int SIZE = 9 << 20;

  private final MemoryDevice source = new MemoryDevice("source", SIZE, 512);
  private final MemoryDevice target = new MemoryDevice("target", SIZE, 4096);
  private final Control control = Control.of(CloneListener.NONE, System::nanoTime);

  @AfterEach
  void close() {
    source.close();
    target.close();
  }

  @Test
  void regionsBecomeWholeSectorsAndThoseThatMeetOne() {
    assertThat(
            Patching.sectors(
                List.of(new Region(512, 512), new Region(4096, 512), new Region(SIZE - 512, 512)),
                source,
                target))
        .containsExactly(new Region(0, 8192), new Region(SIZE - 4096, 4096));
  }

  @Test
  void theseBytesAreCopiedAndNoOthers() throws DeviceException {
    byte[] from = Content.fill(source, 1);
    byte[] expected = new byte[SIZE];
    System.arraycopy(from, 4096, expected, 4096, 6 << 20);

    assertThat(new Patching(source, target, control).copy(List.of(new Region(4096, 6 << 20))))
        .isEmpty();
    assertThat(Content.readAll(target)).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {"READ", "WRITE", "FLUSH"})
  void whatFailsIsTheEndAndNamed(Operation operation) {
    var from = new FaultyDevice(source);
    var onto = new FaultyDevice(target);
    (operation == Operation.READ ? from : onto).failNth(operation, 1, Fault.eio());

    Optional<CloneResult> end =
        new Patching(from, onto, control).copy(List.of(new Region(0, 4096)));

    Phase phase = operation == Operation.FLUSH ? Phase.FLUSHING : Phase.COPYING;
    assertThat(end)
        .get()
        .isInstanceOfSatisfying(
            CloneResult.Failed.class,
            failed -> {
              assertThat(failed.phase()).isEqualTo(phase);
              assertThat(failed.reason())
                  .startsWith(operation == Operation.READ ? "source:" : "target:");
            });
  }
}
