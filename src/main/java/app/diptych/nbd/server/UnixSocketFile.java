package app.diptych.nbd.server;

import app.diptych.nbd.NbdAddress;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// The file of a unix socket, of which nobody but its owner can ever open a connection: it is made
/// in a private folder, closed to others there, and then linked to its place.
final class UnixSocketFile {
  /// The file of a socket that has none.
  static final UnixSocketFile NONE = new UnixSocketFile(Path.of(""));

  // sys/stat.h: S_IFMT, S_IFSOCK
  private static final int TYPE_MASK = 0170000;
  private static final int TYPE_SOCKET = 0140000;

  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rwx------");

  private final Path path;
  private @Nullable Object key;

  /// The file at this path, which need not exist.
  UnixSocketFile(Path path) {
    this.path = path;
  }

  /// Makes it and listens there. A socket file on which nobody listens is replaced.
  ///
  /// @throws IOException if somebody listens there, or something else lies there, or it cannot be
  ///   made; with one line why
  ServerSocketChannel listen() throws IOException {
    if (!new NbdAddress.Unix(path).fits()) {
      throw new IOException("too long for a socket's path: " + path);
    }
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      checkStale();
      Files.deleteIfExists(path);
    }
    // Not by its absolute path, which may be too long where this one is not.
    Path folder = privateFolder(Objects.requireNonNullElse(path.getParent(), Path.of("")));
    Path made = folder.resolve("s");
    ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      socket.bind(UnixDomainSocketAddress.of(made));
      Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
      // Unlike renaming, linking never replaces what another has put there meanwhile.
      Files.createLink(path, made);
      key = key();
      return socket;
    } catch (IOException | IllegalArgumentException e) {
      socket.close();
      throw new IOException("cannot listen at " + path + ": " + e.getMessage(), e);
    } finally {
      Files.deleteIfExists(made);
      Files.delete(folder);
    }
  }

  private void checkStale() throws IOException {
    int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    if ((mode & TYPE_MASK) != TYPE_SOCKET) {
      throw new FileAlreadyExistsException(path + " is there, and is no socket");
    }
    if (isListenedTo()) {
      throw new FileAlreadyExistsException("somebody listens at " + path);
    }
  }

  // Only who is refused knows that nobody listens: a socket of another user lets nobody in, and one
  // of another kind, such as the system's log has, knows no connections.
  private boolean isListenedTo() throws IOException {
    try (var _ = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      return true;
    } catch (ConnectException _) {
      return false;
    } catch (IOException e) {
      throw new IOException("another's socket is at " + path + ": " + e.getMessage(), e);
    }
  }

  // With a short name, since this path must not be too long either.
  private static Path privateFolder(Path parent) throws IOException {
    SplittableRandom random = new SplittableRandom();
    for (int i = 0; ; i++) {
      Path folder = parent.resolve(".nbd" + Integer.toString(random.nextInt(36 * 36 * 36), 36));
      try {
        Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PRIVATE));
        // The umask may have taken some of them.
        return Files.setPosixFilePermissions(folder, PRIVATE);
      } catch (FileAlreadyExistsException e) {
        if (i == 100) {
          throw e;
        }
      } catch (IOException e) {
        throw new IOException(
            "cannot make a socket in " + parent.toAbsolutePath() + ": " + reason(e), e);
      }
    }
  }

  // Two of these exceptions have nothing but the path as their message.
  private static String reason(IOException cause) {
    return switch (cause) {
      case NoSuchFileException _ -> "there is no such folder";
      case AccessDeniedException _ -> "permission denied";
      default -> String.valueOf(cause.getMessage());
    };
  }

  /// Removes it if it was made here and nobody has replaced it.
  void remove() {
    try {
      if (key != null && key.equals(key())) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      // It is gone already, or stays as one that nobody listens to.
    }
  }

  private @Nullable Object key() throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
  }
}
