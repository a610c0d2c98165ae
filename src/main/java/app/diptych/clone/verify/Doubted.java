package app.diptych.clone.verify;

import app.diptych.block.BlockDevice;
import app.diptych.block.Extent;
import app.diptych.block.PassingDevice;
import app.diptych.block.Region;
import java.util.List;

/// A device of which is not believed where it holds zeros: it has to be read.
final class Doubted extends PassingDevice {

  /// The device.
  Doubted(BlockDevice device) {
    super(device);
  }

  @Override
  public List<Extent> extents(Region region) {
    return List.of(new Extent(geometry().check(region), Extent.Kind.DATA));
  }
}
