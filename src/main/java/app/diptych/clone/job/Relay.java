package app.diptych.clone.job;

import app.diptych.block.BlockDevice;
import app.diptych.block.DeviceException;
import app.diptych.block.Extent;
import app.diptych.block.Geometry;
import app.diptych.block.Lane;
import app.diptych.block.Operation;
import app.diptych.block.Region;
import app.diptych.block.Transfer;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// A device that is offered before it is there: requests wait until it is. So an address that
/// cannot be had is found out before the first byte of a target is overwritten.
///
/// Does not own the device.
final class Relay implements BlockDevice {
  private final String name;
  private final Geometry geometry;
  private final CompletableFuture<BlockDevice> device = new CompletableFuture<>();

  /// A device with this name and shape, which is to come.
  Relay(String name, Geometry geometry) {
    this.name = name;
    this.geometry = geometry;
  }

  /// The device is there.
  void lead(BlockDevice to) {
    device.complete(to);
  }

  private BlockDevice device() throws DeviceException {
    try {
      return device.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof DeviceException failure) {
        throw failure;
      }
      throw e;
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Geometry geometry() {
    return geometry;
  }

  @Override
  public void read(long offset, MemorySegment... buffers) throws DeviceException {
    device().read(offset, buffers);
  }

  @Override
  public void write(long offset, MemorySegment... buffers) throws DeviceException {
    device().write(offset, buffers);
  }

  @Override
  public Optional<Lane> lane(int most) {
    BlockDevice there = deviceIfThere();
    return there == null ? Optional.empty() : there.lane(most);
  }

  @Override
  public boolean takes(Lane lane, Transfer transfer) {
    BlockDevice there = deviceIfThere();
    return there != null && there.takes(lane, transfer);
  }

  @Override
  public boolean begin(Lane lane, Transfer transfer) {
    BlockDevice there = deviceIfThere();
    return there != null && there.begin(lane, transfer);
  }

  private @Nullable BlockDevice deviceIfThere() {
    return device.isCompletedExceptionally() ? null : device.getNow(null);
  }

  @Override
  public void flush() throws DeviceException {
    device().flush();
  }

  @Override
  public void zero(Region region) throws DeviceException {
    device().zero(region);
  }

  @Override
  public void trim(Region region) throws DeviceException {
    device().trim(region);
  }

  @Override
  public List<Extent> extents(Region region) throws DeviceException {
    return device().extents(region);
  }

  /// Lets those who wait go, where the device has not come.
  @Override
  public void close() {
    var gone =
        new DeviceException.Disconnected(
            DeviceException.Failure.of(Operation.OPEN, name), "it was not opened");
    device.completeExceptionally(gone);
  }
}
