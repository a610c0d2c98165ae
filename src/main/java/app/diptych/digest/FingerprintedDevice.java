package app.diptych.digest;

import app.diptych.block.BlockDevice;
import app.diptych.block.DeviceException;
import app.diptych.block.Lane;
import app.diptych.block.Operation;
import app.diptych.block.PassingDevice;
import app.diptych.block.Region;
import app.diptych.block.Transfer;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// A device of which everything that is read is hashed on its way.
public final class FingerprintedDevice extends PassingDevice {
  private final BlockDevice device;
  private final Fingerprints prints;

  /// The device.
  ///
  /// @param prints where the hashes go
  public FingerprintedDevice(BlockDevice device, Fingerprints prints) {
    super(device);
    this.device = device;
    this.prints = prints;
  }

  // Spoilt before it changes: what is read meanwhile may be either.
  @Override
  protected void around(Operation operation, Region region, Call call) throws DeviceException {
    if (operation.changes()) {
      prints.spoil(region);
    }
    call.make();
  }

  @Override
  public void read(long offset, MemorySegment... buffers) throws DeviceException {
    super.read(offset, buffers);
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
    return device.begin(
        lane,
        transfer.telling(failure -> {
          if (failure == null) {
            prints.read(transfer.offset(), transfer.buffer());
          }
        }));
  }
}
