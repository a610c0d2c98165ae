package app.diptych.clone.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.Later;
import app.diptych.block.Content;
import app.diptych.block.DeviceException;
import app.diptych.block.Lane;
import app.diptych.block.MemoryDevice;
import app.diptych.block.Operation;
import app.diptych.block.PassingDevice;
import app.diptych.block.Region;
import app.diptych.block.Transfer;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A device that is offered before it is there.
@Timeout(240)
final class RelayTest {
  private final MemoryDevice memory = new MemoryDevice("memory", 4096, 512);
  private final Relay relay = new Relay("disk", memory.geometry());

  @Test
  void everythingGoesToTheDevice() throws Exception {
    relay.lead(memory);
    Content.write(relay, 512, Content.random(1, 512));
    relay.flush();

    assertThat(Content.read(memory, 512, 512)).isEqualTo(Content.random(1, 512));
    relay.zero(new Region(512, 512));
    relay.trim(new Region(0, 512));
    assertThat(Content.readAll(relay)).containsOnly(0);
    assertThat(relay.extents(new Region(0, 4096))).isNotEmpty();
    assertThat(relay.name()).isEqualTo("disk");
    assertThat(relay.geometry()).isEqualTo(memory.geometry());
  }

  @Test
  void whoComesBeforeTheDeviceWaits() throws Exception {
    CompletableFuture<Integer> read = Later.of(() -> Content.readAll(relay).length);
    relay.lead(memory);

    assertThat(read.get(60, TimeUnit.SECONDS)).isEqualTo(4096);
  }

  @Test
  void transfersAreBegunWhereTheDeviceTakesThem() {
    var lane = new IdleLane();
    var device =
        new PassingDevice(memory) {
          @Override
          public Optional<Lane> lane(int most) {
            return Optional.of(lane);
          }

          @Override
          public boolean takes(Lane other, Transfer transfer) {
            return transfer.isRead();
          }

          @Override
          public boolean begin(Lane other, Transfer transfer) {
            return transfer.offset() == 0;
          }
        };
    var first = new Transfer(Operation.READ, 0, MemorySegment.NULL, _ -> {});
    assertThat(relay.lane(1)).isEmpty();
    assertThat(relay.takes(lane, first)).isFalse();
    assertThat(relay.begin(lane, first)).isFalse();

    relay.lead(device);

    assertThat(relay.lane(1)).hasValue(lane);
    assertThat(relay.takes(lane, first)).isTrue();
    assertThat(relay.takes(lane, new Transfer(Operation.WRITE, 0, MemorySegment.NULL, _ -> {})))
        .isFalse();
    assertThat(relay.begin(lane, first)).isTrue();
    assertThat(relay.begin(lane, first.with(512, _ -> {}))).isFalse();
  }

  @Test
  void whereNoDeviceComesNothingIsBegun() {
    relay.close();

    assertThat(relay.lane(1)).isEmpty();
  }

  private static final class IdleLane implements Lane {
    @Override
    public void submit() {}

    @Override
    public boolean await() {
      return false;
    }

    @Override
    public void end() {}

    @Override
    public void close() {}
  }

  @Test
  void whereNoDeviceComesItIsDisconnected() {
    relay.close();

    assertThatThrownBy(() -> Content.readAll(relay))
        .isInstanceOf(DeviceException.Disconnected.class)
        .hasMessageContaining("it was not opened");
  }
}
