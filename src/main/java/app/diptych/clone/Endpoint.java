package app.diptych.clone;

import app.diptych.block.DeviceException;
import app.diptych.block.os.FileKind;
import app.diptych.block.os.FileStatus;
import app.diptych.nbd.NbdUri;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/// Where a clone comes from or goes to, as a person names it, which its text gives back.
public sealed interface Endpoint {

  /// The same by its plainest name, without what was known of it when it was picked: two of one
  /// place are one thing.
  Endpoint place();

  /// A disk or image that this machine has a path for.
  sealed interface Local extends Endpoint {

    /// As it was named.
    Path path();
  }

  /// A block device: a whole disk, a partition, a loop device.
  ///
  /// @param path its node, such as `/dev/sdb`, as it was named
  /// @param diskseq the kernel's number of the very plugging-in that is meant, where the person has
  ///   picked a disk and not named a path: another disk in its place is refused
  record DiskPath(Path path, OptionalLong diskseq) implements Local {

    /// Whatever disk is there.
    public DiskPath(Path path) {
      this(path, OptionalLong.empty());
    }

    @Override
    public Endpoint place() {
      return new DiskPath(path.normalize());
    }

    @Override
    public String toString() {
      return path.toString();
    }
  }

  /// A file that holds a disk. As a target it need not exist.
  ///
  /// @param path the file, as it was named
  /// @param isNew whether the person was told that nothing is there, and so was not asked whether
  ///   it may be overwritten: a file that is there after all is refused
  record ImageFile(Path path, boolean isNew) implements Local {

    /// Whatever is there, or nothing.
    public ImageFile(Path path) {
      this(path, false);
    }

    @Override
    public Endpoint place() {
      return new ImageFile(path.toAbsolutePath().normalize());
    }

    @Override
    public String toString() {
      return path.toString();
    }
  }

  /// An export of an NBD server.
  ///
  /// @param uri its name
  record Export(NbdUri uri) implements Endpoint {
    @Override
    public Endpoint place() {
      return new Export(uri.plain());
    }

    @Override
    public String toString() {
      return uri.toString();
    }
  }

  /// What a person's text names: an export where it is an NBD URI; a block device where the path is
  /// one, else an image file. A path under `/dev` where nothing is counts as a device that is
  /// missing, so that a slip of the finger does not fill the memory that `/dev` lies in; `/dev/shm`
  /// is meant for files. What ends with a slash can only be a directory.
  ///
  /// @throws java.nio.file.InvalidPathException if no path can be written so
  /// @throws IllegalArgumentException if no NBD URI, or no file, can be named so, with one line on
  ///   what is wrong with it
  static Endpoint parse(String text) {
    if (NbdUri.isUri(text)) {
      return new Export(NbdUri.parse(text));
    }
    Path path = Path.of(text);
    if (text.endsWith("/") && !Files.isDirectory(path)) {
      throw new IllegalArgumentException("there is no directory " + text);
    }
    Path absolute = path.toAbsolutePath().normalize();
    boolean isForDevices = absolute.startsWith("/dev") && !absolute.startsWith("/dev/shm");
    try {
      boolean isDisk =
          FileStatus.of(path)
              .map(status -> status.kind() == FileKind.BLOCK_DEVICE)
              .orElse(isForDevices);
      return isDisk ? new DiskPath(path) : new ImageFile(path);
    } catch (DeviceException _) {
      // What cannot be looked at is refused by the checks, with the reason.
      return isForDevices ? new DiskPath(path) : new ImageFile(path);
    }
  }
}
