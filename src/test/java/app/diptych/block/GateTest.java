package app.diptych.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Who gets in, and who waits for whom.
final class GateTest {
  private static final Region REGION = new Region(512, 1024);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Gate gate = new Gate("/dev/sdb", new Geometry(4096, 512, false));

  @Test
  void nobodyEntersOnceItIsClosed() throws Exception {
    gate.enter(Operation.READ, REGION).close();
    gate.close();

    assertThatThrownBy(() -> gate.enter(Operation.READ, REGION))
        .isInstanceOf(DeviceException.Disconnected.class)
        .hasMessage("read /dev/sdb @512+1024: closed");
  }

  @Test
  void onlyTheFirstCloseIsTheFirst() {
    assertThat(gate.close()).isTrue();
    assertThat(gate.close()).isFalse();
  }

  @Test
  void closingWaitsForAllInside() throws Exception {
    Gate.Pass reader = gate.enter(Operation.READ, REGION);
    Gate.Pass writer = gate.enter(Operation.WRITE, REGION);
    Thread closer = Thread.ofPlatform().start(gate::close);
    awaitClosed();

    reader.close();
    assertThat(closer.join(Duration.ofMillis(20))).isFalse();
    writer.close();

    assertThat(closer.join(LIMIT)).isTrue();
  }

  @Test
  void closingAgainWaitsAsWell() throws Exception {
    Gate.Pass pass = gate.enter(Operation.READ, REGION);
    Thread first = Thread.ofPlatform().start(gate::close);
    awaitClosed();
    Thread second = Thread.ofPlatform().start(gate::close);

    assertThat(second.join(Duration.ofMillis(20))).isFalse();
    pass.close();

    assertThat(first.join(LIMIT)).isTrue();
    assertThat(second.join(LIMIT)).isTrue();
  }

  @Test
  void whoIsReadOnlyIsEnteredByNobodyWhoChangesIt() throws Exception {
    Gate readOnly = new Gate("/dev/sdb", new Geometry(4096, 512, true));
    readOnly.enter(Operation.READ, REGION).close();

    assertThatThrownBy(() -> readOnly.enter(Operation.WRITE, REGION))
        .isInstanceOf(DeviceException.ReadOnly.class)
        .hasMessage("write /dev/sdb @512+1024: the device is read-only");
    assertThat(readOnly.close()).isTrue();
  }

  @Test
  void anInterruptDoesNotEndTheWait() throws Exception {
    Gate.Pass pass = gate.enter(Operation.READ, REGION);
    Thread closer = Thread.ofPlatform().start(gate::close);
    awaitClosed();

    closer.interrupt();

    assertThat(closer.join(Duration.ofMillis(20))).isFalse();
    pass.close();
    assertThat(closer.join(LIMIT)).isTrue();
  }

  private void awaitClosed() throws DeviceException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < end) {
      try {
        gate.enter(Operation.READ, REGION).close();
        Thread.onSpinWait();
      } catch (DeviceException.Disconnected _) {
        return;
      }
    }
    throw new AssertionError("nobody closed the gate");
  }
}
