package app.diptych.block.os;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Any system, as far as Java itself reaches: images, and no raw disks.
final class PortableSyscalls implements Syscalls {

  @Override
  public boolean supportsDisks() {
    return false;
  }

  @Override
  public Optional<FileStatus> status(Path path) throws SystemFailure {
    try {
      return Optional.of(statusOf(path));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private static FileStatus statusOf(Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    FileKind kind = kind(attributes);
    try {
      Map<String, Object> unix = Files.readAttributes(path, "unix:dev,ino,mode");
      // sys/stat.h of every Unix: S_IFMT and S_IFBLK
      boolean isDisk = (number(unix.get("mode")) & 0170000) == 0060000;
      long device = number(unix.get("dev"));
      return new FileStatus(
          isDisk ? FileKind.BLOCK_DEVICE : kind,
          (int) (device >>> Integer.SIZE),
          (int) device,
          number(unix.get("ino")));
    } catch (UnsupportedOperationException | IllegalArgumentException _) {
      // Elsewhere a file is known by its real path alone.
      String name = path.toRealPath().toString();
      long hash = name.chars().asLongStream().reduce(1, (h, c) -> 31 * h + c);
      return new FileStatus(kind, 0, 0, hash);
    }
  }

  private static FileKind kind(BasicFileAttributes attributes) {
    if (attributes.isRegularFile()) {
      return FileKind.REGULAR_FILE;
    }
    return attributes.isDirectory() ? FileKind.DIRECTORY : FileKind.OTHER;
  }

  private static long number(@Nullable Object value) {
    return value instanceof Number number ? number.longValue() : 0;
  }

  @Override
  public OpenFile open(Path path, OpenMode mode) throws SystemFailure {
    if (mode.isDirect()) {
      throw new SystemFailure(Errno.EOPNOTSUPP);
    }
    Set<OpenOption> options = new HashSet<>(Set.of(StandardOpenOption.READ));
    if (mode.options().writable()) {
      options.add(StandardOpenOption.WRITE);
    }
    if (mode.isDurable()) {
      options.add(StandardOpenOption.DSYNC);
    }
    try {
      FileStatus status = statusOf(path);
      FileChannel channel = FileChannel.open(path, options);
      try {
        if (mode.options().isExclusive()) {
          lock(channel, mode.options().writable());
        }
        return new PortableFile(channel, status);
      } catch (IOException | SystemFailure | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  // Closing the channel lets the lock go.
  private static void lock(FileChannel channel, boolean isAlone) throws IOException, SystemFailure {
    boolean isMine;
    try {
      isMine = channel.tryLock(0, Long.MAX_VALUE, !isAlone) != null;
    } catch (OverlappingFileLockException _) {
      isMine = false;
    }
    if (!isMine) {
      throw new SystemFailure(Errno.EAGAIN);
    }
  }

  @Override
  public void create(Path path, long size) throws SystemFailure {
    Set<OpenOption> options =
        Set.of(
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.SPARSE);
    try (FileChannel channel = FileChannel.open(path, options)) {
      try {
        // Nothing but a write at its end makes a file longer.
        if (size > 0) {
          channel.write(ByteBuffer.allocate(1), size - 1);
        }
        channel.force(true);
      } catch (IOException e) {
        Files.deleteIfExists(path);
        throw e;
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /// The failure that Java's exception stands for; its text is the system's.
  static SystemFailure failure(IOException e) {
    SystemFailure result =
        switch (e) {
          case NoSuchFileException _ -> new SystemFailure(Errno.ENOENT);
          case AccessDeniedException _ -> new SystemFailure(Errno.EACCES);
          case FileAlreadyExistsException _ -> new SystemFailure(Errno.EEXIST);
          case ClosedChannelException _ -> new SystemFailure(Errno.ENXIO);
          default -> {
            String message = String.valueOf(e.getMessage());
            yield Errno.in(message)
                .map(SystemFailure::new)
                .orElseGet(() -> new SystemFailure(message));
          }
        };
    result.initCause(e);
    return result;
  }
}
