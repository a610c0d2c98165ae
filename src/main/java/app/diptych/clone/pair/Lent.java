package app.diptych.clone.pair;

import app.diptych.block.DeviceException;
import app.diptych.block.os.RawDevice;
import app.diptych.clone.check.Mark;
import app.diptych.udisks.Udisks;
import app.diptych.udisks.UdisksException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A disk that udisks2 opened.
final class Lent implements Opened {
  private static final Logger LOG = LoggerFactory.getLogger(Lent.class);

  private final RawDevice device;
  private final Udisks udisks;
  private final Path node;
  // Of the thread that has the job.
  private boolean isToBeRescanned;

  /// An open disk, and how udisks2 knows it.
  Lent(RawDevice device, Udisks udisks, Path node) {
    this.device = device;
    this.udisks = udisks;
    this.node = node;
  }

  @Override
  public RawDevice device() {
    return device;
  }

  @Override
  public Mark mark() throws DeviceException {
    return new Mark.OfPath(device.identity());
  }

  @Override
  public void dropCache() throws DeviceException {
    device.dropCache();
  }

  /// Remembers it: the right to do it is udisks2's, which cannot while the disk is held.
  @Override
  public boolean rereadPartitions() {
    isToBeRescanned = true;
    return true;
  }

  @Override
  public void hangUp() {}

  @Override
  public void close() {
    device.close();
    if (isToBeRescanned) {
      isToBeRescanned = false;
      rescan();
    }
  }

  private void rescan() {
    try {
      udisks.rescan(node);
    } catch (UdisksException e) {
      // The system may have seen by itself that a disk was closed which had been written to.
      LOG.info("the partitions of {} were not looked for through udisks2", node, e);
    }
  }
}
