package app.diptych.block.os;

import app.diptych.block.DeviceException;
import app.diptych.block.DeviceException.Failure;
import app.diptych.block.Geometry;
import app.diptych.block.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// How a path becomes an open disk or image: what may be opened, in which ways, and what it says
/// when it may not.
final class Opening {
  private final Syscalls system;
  private final Path path;
  private final OpenOptions options;
  private final Failure failure;

  /// An opening that has not begun.
  Opening(Syscalls system, Path path, OpenOptions options) {
    this.system = system;
    this.path = path;
    this.options = options;
    this.failure = Failure.of(Operation.OPEN, path.toString());
  }

  /// Opens it.
  RawDevice device() throws DeviceException {
    try {
      Optional<FileStatus> status = system.status(path);
      if (status.isEmpty()) {
        throw new SystemFailure(Errno.ENOENT);
      }
      checkKind(status.get().kind());
      return device(file());
    } catch (SystemFailure e) {
      throw e.toDeviceException(failure, false);
    }
  }

  /// Takes over a descriptor of it that somebody else opened; closes it if that fails.
  RawDevice adopted(int fd) throws DeviceException {
    try {
      return device(system.adopt(fd, options));
    } catch (SystemFailure e) {
      throw e.toDeviceException(failure, false);
    }
  }

  /// Creates an image file of this size and opens it.
  RawDevice created(long size) throws DeviceException {
    if (!options.writable() || size < 0 || size % 512 != 0) {
      throw new IllegalArgumentException("no image: " + size + " bytes, " + options);
    }
    try {
      system.create(path, size);
    } catch (SystemFailure e) {
      throw e.toDeviceException(failure, false);
    }
    try {
      return device();
    } catch (DeviceException e) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException x) {
        e.addSuppressed(x);
      }
      throw e;
    }
  }

  private RawDevice device(OpenFile file) throws DeviceException, SystemFailure {
    try {
      return new RawDevice(path.toString(), file, geometry(file), options.durability());
    } catch (DeviceException | SystemFailure | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private void checkKind(FileKind kind) throws DeviceException {
    switch (kind) {
      case REGULAR_FILE -> {}
      case BLOCK_DEVICE -> {
        if (!system.supportsDisks()) {
          throw new DeviceException.Unimplemented(failure, "raw disks need Linux");
        }
      }
      case DIRECTORY -> throw new DeviceException.Unknown(failure, Errno.EISDIR.toString());
      case OTHER -> throw new DeviceException.Unknown(failure, "neither a disk nor an image file");
    }
  }

  private OpenFile file() throws DeviceException, SystemFailure {
    try {
      return switch (options.caching()) {
        case DIRECT -> direct();
        case CACHED -> Attempt.of(() -> system.open(path, OpenMode.buffered(options)));
      };
    } catch (SystemFailure e) {
      boolean isRefusal = e.errno() == Errno.EACCES || e.errno() == Errno.EPERM;
      if (options.writable() && isRefusal && isReadOnlyDisk()) {
        throw new DeviceException.ReadOnly(failure);
      }
      throw e;
    }
  }

  private OpenFile direct() throws SystemFailure {
    OpenMode mode = OpenMode.direct(options);
    OpenFile direct;
    try {
      direct = Attempt.of(() -> system.open(path, mode));
    } catch (SystemFailure e) {
      // How a file system refuses direct I/O: the open fails, and only for that.
      if (e.isUnsupported()) {
        return Attempt.of(() -> system.open(path, OpenMode.buffered(options)));
      }
      throw e;
    }
    try {
      return new DirectFile(direct, beside(direct, mode.beside()), direct.alignment());
    } catch (SystemFailure | RuntimeException e) {
      direct.close();
      throw e;
    }
  }

  private OpenFile beside(OpenFile direct, OpenMode mode) throws SystemFailure {
    OpenFile buffered = Attempt.of(() -> system.open(path, mode));
    try {
      if (!buffered.status().equals(direct.status())) {
        throw new SystemFailure("the path changed its meaning while it was opened");
      }
      return buffered;
    } catch (SystemFailure | RuntimeException e) {
      buffered.close();
      throw e;
    }
  }

  private boolean isReadOnlyDisk() {
    OpenOptions reading = new OpenOptions(false, Sharing.EVERYBODY, options.durability());
    try (OpenFile file = system.open(path, OpenMode.buffered(reading))) {
      return file.isReadOnly();
    } catch (SystemFailure _) {
      return false;
    }
  }

  private Geometry geometry(OpenFile file) throws DeviceException, SystemFailure {
    long size = file.size();
    int sectorSize = file.sectorSize();
    boolean isReadOnly = file.isReadOnly();
    if (options.writable() && isReadOnly) {
      throw new DeviceException.ReadOnly(failure);
    }
    if (size % sectorSize != 0) {
      throw new DeviceException.OddSize(failure, size, sectorSize);
    }
    return new Geometry(size, sectorSize, isReadOnly || !options.writable());
  }
}
