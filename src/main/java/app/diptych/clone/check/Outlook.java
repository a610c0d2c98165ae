package app.diptych.clone.check;

import app.diptych.block.DeviceException;
import app.diptych.block.os.FileStatus;
import app.diptych.block.os.ImageUser;
import app.diptych.block.os.Sharing;
import app.diptych.clone.Endpoint;
import app.diptych.nbd.NbdUri;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What the checks ask the system about paths, and servers about exports. Nothing is opened for
/// writing, nothing is changed.
interface Outlook {

  /// Whether writes would be taken, as far as can be told without trying.
  enum Writability {
    /// As far as can be told.
    WRITABLE,
    /// Its file system is mounted read-only.
    READ_ONLY,
    /// It is marked so that nobody can change it.
    IMMUTABLE,
    /// It is marked so that only something more can be added to it.
    APPEND_ONLY,
    /// The rights are missing.
    DENIED
  }

  /// Whether udisks2 would open a disk for a user who may not do it himself.
  enum Lending {
    /// It can be asked; whether it does is told when it is.
    POSSIBLE,
    /// Not where the missing right is none that it has: this user is root, or this is not Linux.
    POINTLESS,
    /// It is not there, or does not start.
    NO_UDISKS,
    /// There is no system bus to ask it over.
    NO_BUS
  }

  /// What stands behind the path; empty where nothing does.
  Optional<FileStatus> status(Path path) throws DeviceException;

  /// What stands behind a path that somebody else has named, such as the file under a loop device.
  /// Empty also where its file system does not answer, like that of a server which is gone: what is
  /// asked for does, so it is none of that.
  Optional<FileStatus> statusOfOther(Path path);

  /// Opens a disk or image for reading, measures and closes it.
  Measure measure(Path path) throws DeviceException;

  /// Bytes of those chunks of an image that are no hole as a whole.
  ///
  /// @param chunk bytes of one
  long heldByChunks(Path image, long chunk) throws DeviceException;

  /// Connects to an export, measures it and lets it go.
  ///
  /// @param isWritten whether it must take writes
  Measure measure(NbdUri uri, boolean isWritten) throws DeviceException;

  /// Whether another job of this user is in the way of using an export so.
  boolean isClaimed(NbdUri uri, Sharing sharing);

  /// Whether the first mebibyte holds anything but zeros.
  boolean holdsAnything(Endpoint endpoint) throws DeviceException;

  /// Which programs are in the way of using an image so.
  List<ImageUser> users(Path image, Sharing sharing) throws DeviceException;

  /// Which programs are in the way of using a disk so, or may write to it.
  ///
  /// @param isOfDisk tells what shares a byte with it
  List<ImageUser> diskUsers(Path disk, Predicate<FileStatus> isOfDisk, Sharing sharing)
      throws DeviceException;

  /// Whether somebody has taken a disk for himself alone.
  boolean isTaken(Path disk) throws DeviceException;

  /// What the system swaps on.
  List<Path> swaps();

  /// Whether this existing path takes writes; of a directory, whether files can be created there.
  Writability writability(Path path);

  /// Whether this user can have disks opened; asks nobody for a password.
  Lending lending();

  /// Whether the path is a symbolic link, wherever it leads.
  boolean isLink(Path path);

  /// Bytes that can still be written to the file system of this existing path.
  ///
  /// @throws IOException if it does not tell
  long usableBytes(Path path) throws IOException;

  /// The device that the file system of this existing path is mounted from, such as `/dev/sda2`.
  String fileSystemDevice(Path path) throws IOException;
}
