package app.diptych.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.Later;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// The devices for tests: each a device itself, and then what it is for.
final class FakesTest {
  private final MemoryDevice memory = new MemoryDevice("memory", 8192, 512);

  @AfterEach
  void closeMemory() {
    memory.close();
  }

  abstract static class Contract extends BlockDeviceContract {
    abstract BlockDevice around(BlockDevice below);

    @Override
    protected BlockDevice open(long sectorCount) {
      return closing(around(closing(new MemoryDevice("memory", sectorCount * 512, 512))));
    }

    @Override
    protected BlockDevice openReadOnly(byte[] content) {
      return closing(around(closing(MemoryDevice.readOnly("memory", 512, content))));
    }

    @Override
    protected int sectorSize() {
      return 512;
    }
  }

  @Nested
  final class FaultyIsADevice extends Contract {
    @Override
    BlockDevice around(BlockDevice below) {
      return new FaultyDevice(below);
    }
  }

  @Nested
  final class GatedIsADevice extends Contract {
    @Override
    BlockDevice around(BlockDevice below) {
      return new GatedDevice(below);
    }
  }

  @Test
  void onlyTheNthFails() throws Exception {
    FaultyDevice device = new FaultyDevice(memory).failNth(Operation.WRITE, 2, Fault.noSpace());

    Content.write(device, 0, new byte[512]);
    assertThatThrownBy(() -> Content.write(device, 512, new byte[512]))
        .isInstanceOf(DeviceException.NoSpace.class);
    Content.write(device, 512, new byte[512]);

    assertThat(device.count(Operation.WRITE)).isEqualTo(3);
  }

  @Test
  void allFailFromTheNthOnUntilItIsHealed() throws Exception {
    FaultyDevice device = new FaultyDevice(memory).failFrom(Operation.FLUSH, 2, Fault.eio());

    device.flush();
    assertThatThrownBy(device::flush).hasMessage("flush memory: EIO (Input/output error)");
    assertThatThrownBy(device::flush).isInstanceOf(DeviceException.Unknown.class);
    device.heal();

    device.flush();
  }

  @Test
  void aTornWriteIsDoneInPart() throws Exception {
    byte[] expected = Content.fill(memory, 1);
    Region sector = new Region(1024, 512);
    FaultyDevice device =
        new FaultyDevice(memory).failAt(Operation.WRITE, sector, Fault.disconnected().torn(600));
    byte[] bytes = Content.random(2, 2048);

    assertThatThrownBy(() -> Content.write(device, 512, bytes))
        .isInstanceOf(DeviceException.Disconnected.class);

    System.arraycopy(bytes, 0, expected, 512, 512);
    assertThat(Content.readAll(memory)).isEqualTo(expected);
  }

  @Test
  void mayThrowWhatNoDeviceShould() {
    FaultyDevice device = new FaultyDevice(memory).failNth(Operation.READ, 1, Fault.bug());

    assertThatThrownBy(() -> Content.read(device, 0, 512))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anOperationWaitsBeforeItIsDone() throws Exception {
    GatedDevice device = new GatedDevice(memory);
    try (GatedDevice.Stop stop = device.stopBefore(Operation.WRITE, new Region(0, 512))) {
      CompletableFuture<Void> write = writing(device);
      stop.awaitArrival();

      assertThat(Content.read(device, 0, 512)).isEqualTo(new byte[512]);
      stop.letOne();
      write.get(60, TimeUnit.SECONDS);

      assertThat(Content.read(device, 0, 512)).isEqualTo(ones());
      assertThat(stop.hasArrival()).isFalse();
    }
  }

  @Test
  void anOperationWaitsAfterItWasDone() throws Exception {
    GatedDevice device = new GatedDevice(memory);
    GatedDevice.Stop stop = device.stopAfter(Operation.WRITE, new Region(0, 512));
    CompletableFuture<Void> write = writing(device);
    stop.awaitArrival();

    assertThat(Content.read(device, 0, 512)).isEqualTo(ones());
    assertThat(write).isNotDone();
    device.openAll();

    write.get(60, TimeUnit.SECONDS);
  }

  @Test
  void otherPlacesAndOperationsPass() throws Exception {
    GatedDevice device = new GatedDevice(memory);
    GatedDevice.Stop stop = device.stopBefore(Operation.WRITE, new Region(0, 512));

    Content.write(device, 512, ones());
    device.flush();

    assertThat(stop.hasArrival()).isFalse();
  }

  @Test
  void closingWaitsForWhatIsInFlight() throws Exception {
    GatedDevice device = new GatedDevice(memory);
    GatedDevice.Stop stop = device.stopBefore(Operation.WRITE, new Region(0, 512));
    CompletableFuture<Void> write = writing(device);
    stop.awaitArrival();
    Thread closer = Thread.ofPlatform().start(device::close);

    assertThat(closer.join(Duration.ofMillis(20))).isFalse();
    stop.open();

    assertThat(closer.join(Duration.ofSeconds(60))).isTrue();
    write.get(60, TimeUnit.SECONDS);
  }

  @Test
  void slowOperationsTakeTheirTime() throws Exception {
    SlowDevice device = new SlowDevice(memory, Duration.ofMillis(30), Operation.WRITE);

    long start = System.nanoTime();
    Content.write(device, 0, new byte[512]);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(29));
  }

  private static CompletableFuture<Void> writing(BlockDevice device) {
    return Later.run(() -> Content.write(device, 0, ones()));
  }

  private static byte[] ones() {
    byte[] ones = new byte[512];
    Arrays.fill(ones, (byte) 1);
    return ones;
  }
}
