package app.diptych.nbd.server;

import app.diptych.block.BlockDevice;
import app.diptych.block.DeviceException;
import app.diptych.block.Lane;
import app.diptych.block.Operation;
import app.diptych.block.PassingDevice;
import app.diptych.block.Region;
import app.diptych.block.Transfer;
import java.util.concurrent.locks.LockSupport;

/// A device that takes its time for each operation, and begins every transfer on a lane.
abstract class SlowLaneDevice extends PassingDevice {
  SlowLaneDevice(BlockDevice below) {
    super(below);
  }

  @Override
  protected void around(Operation operation, Region region, Call call) throws DeviceException {
    LockSupport.parkNanos(1_000_000);
    call.make();
  }

  @Override
  public boolean takes(Lane lane, Transfer transfer) {
    return true;
  }
}
