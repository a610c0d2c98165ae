package app.diptych.digest;

import app.diptych.block.BlockDevice;
import app.diptych.block.DeviceException;
import app.diptych.block.Extent;
import app.diptych.block.Geometry;
import app.diptych.block.Lane;
import app.diptych.block.Region;
import app.diptych.block.Transfer;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/// A device of which everything that is read is hashed on its way.
public final class FingerprintedDevice implements BlockDevice {
  private final BlockDevice device;
  private final Fingerprints prints;

  /// The device.
  ///
  /// @param prints where the hashes go
  public FingerprintedDevice(BlockDevice device, Fingerprints prints) {
    this.device = device;
    this.prints = prints;
  }

  @Override
  public String name() {
    return device.name();
  }

  @Override
  public Geometry geometry() {
    return device.geometry();
  }

  @Override
  public void read(long offset, MemorySegment... buffers) throws DeviceException {
    device.read(offset, buffers);
    long at = offset;
    for (MemorySegment buffer : buffers) {
      prints.read(at, buffer);
      at += buffer.byteSize();
    }
  }

  @Override
  public Optional<Lane> lane(int most) {
    return device.lane(most);
  }

  @Override
  public boolean takes(Lane lane, Transfer transfer) {
    return device.takes(lane, transfer);
  }

  @Override
  public boolean begin(Lane lane, Transfer transfer) {
    if (!transfer.isRead()) {
      prints.spoil(new Region(transfer.offset(), transfer.buffer().byteSize()));
      return device.begin(lane, transfer);
    }
    Transfer.Ending ending =
        failure -> {
          if (failure == null) {
            prints.read(transfer.offset(), transfer.buffer());
          }
          transfer.ending().ended(failure);
        };
    return device.begin(lane, transfer.with(transfer.offset(), ending));
  }

  // Spoilt before it changes: what is read meanwhile may be either.
  @Override
  public void write(long offset, MemorySegment... buffers) throws DeviceException {
    prints.spoil(geometry().check(offset, buffers));
    device.write(offset, buffers);
  }

  @Override
  public void flush() throws DeviceException {
    device.flush();
  }

  @Override
  public void zero(Region region) throws DeviceException {
    prints.spoil(geometry().check(region));
    device.zero(region);
  }

  @Override
  public void trim(Region region) throws DeviceException {
    prints.spoil(geometry().check(region));
    device.trim(region);
  }

  @Override
  public List<Extent> extents(Region region) throws DeviceException {
    return device.extents(region);
  }

  /// Does nothing: whoever opened the device below closes it.
  @Override
  public void close() {}
}
