package app.diptych.clone.pair;

import app.diptych.block.BlockDevice;
import app.diptych.block.DeviceException;
import app.diptych.block.os.FileKind;
import app.diptych.block.os.OpenOptions;
import app.diptych.block.os.RawDevice;
import app.diptych.clone.Endpoint;
import app.diptych.clone.RefusedException;
import app.diptych.clone.check.Claim;
import app.diptych.clone.check.Mark;
import app.diptych.clone.check.Marks;
import app.diptych.clone.check.OpenFailure;
import app.diptych.clone.check.Subject;
import app.diptych.disks.Disk;
import app.diptych.nbd.client.ClientOptions;
import app.diptych.nbd.client.NbdClient;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// One of the two, open, with what a job needs beyond reading and writing. Closing it closes the
/// device.
public sealed interface Opened extends AutoCloseable permits Opened.OfPath, Opened.OfExport, Lent {

  /// Opens what a subject names: with this user's rights, else through udisks2 where that can be
  /// asked. What stands against it is a refusal.
  ///
  /// @param waiting is told the disk's name before udisks2 is asked, as a person may be asked for a
  ///   password then
  static Opened open(Subject subject, OpenOptions options, Consumer<String> waiting)
      throws RefusedException {
    return open(subject, options, Lender.telling(waiting));
  }

  /// The same by this lender.
  static Opened open(Subject subject, OpenOptions options, Lender lender) throws RefusedException {
    try {
      return switch (subject.endpoint()) {
        case Endpoint.Local local -> local(subject, local.path(), options, lender);
        case Endpoint.Export export -> served(subject, export, options);
      };
    } catch (DeviceException e) {
      throw OpenFailure.refused(subject, options, e);
    }
  }

  private static Opened local(Subject subject, Path path, OpenOptions options, Lender lender)
      throws DeviceException, RefusedException {
    try {
      return new OfPath(RawDevice.open(path, options));
    } catch (DeviceException.Denied e) {
      boolean isDisk = subject.status().stream().anyMatch(s -> s.kind() == FileKind.BLOCK_DEVICE);
      if (!isDisk || OpenFailure.isFinal()) {
        throw e;
      }
      return lender.open(subject, options);
    }
  }

  private static Opened served(Subject subject, Endpoint.Export export, OpenOptions options)
      throws DeviceException, RefusedException {
    Claim claim = Claim.on(subject, options.sharing());
    try {
      var way = options.writable() ? ClientOptions.WRITE : ClientOptions.READ;
      return new OfExport(NbdClient.connect(export.uri(), way), claim);
    } catch (DeviceException | RuntimeException e) {
      claim.close();
      throw e;
    }
  }

  /// What is read and written.
  BlockDevice device();

  /// Who it is, asked of what is open.
  Mark mark() throws DeviceException;

  /// Fails where it is not what the checks saw.
  ///
  /// @param disks those of this machine at this moment
  default void check(Subject subject, List<Disk> disks) throws RefusedException {
    try {
      Marks.check(subject, mark(), disks);
    } catch (DeviceException e) {
      throw OpenFailure.refused(subject, e);
    }
  }

  /// Lets this machine forget what it holds of the content in memory.
  void dropCache() throws DeviceException;

  /// Lets the system find the partitions that were written.
  ///
  /// @return whether it did, or is asked to when the device is let go
  boolean rereadPartitions() throws DeviceException;

  /// Whether it is known to be gone for good without having been asked for anything.
  default boolean isLost() {
    return false;
  }

  /// Ends, without waiting, what another machine may never answer; every request that is under way
  /// fails as disconnected. A device of this machine is let be: it ends by itself.
  void hangUp();

  @Override
  void close();

  /// A disk or image.
  ///
  /// @param device the device
  record OfPath(RawDevice device) implements Opened {
    @Override
    public Mark mark() throws DeviceException {
      return new Mark.OfPath(device.identity());
    }

    @Override
    public void dropCache() throws DeviceException {
      device.dropCache();
    }

    @Override
    public boolean rereadPartitions() throws DeviceException {
      return device.rereadPartitions();
    }

    @Override
    public void hangUp() {}

    @Override
    public void close() {
      device.close();
    }
  }

  /// An export. What its server keeps in memory is the server's business.
  ///
  /// @param device the device
  /// @param claim what other jobs are told of it
  record OfExport(NbdClient device, Claim claim) implements Opened {
    @Override
    public Mark mark() {
      return new Mark.OfExport(device.facts());
    }

    @Override
    public void dropCache() {}

    @Override
    public boolean rereadPartitions() {
      return false;
    }

    @Override
    public boolean isLost() {
      return device.isLost();
    }

    @Override
    public void hangUp() {
      device.hangUp();
    }

    @Override
    public void close() {
      device.close();
      claim.close();
    }
  }
}
