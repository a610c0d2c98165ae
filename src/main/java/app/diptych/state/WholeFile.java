package app.diptych.state;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/// Writes a file that a person has named: at every moment it is there as it was before, or holds
/// all that it is to hold.
public final class WholeFile {
  private WholeFile() {}

  /// What a file is to hold.
  @FunctionalInterface
  public interface Content {
    /// Writes it.
    void writeTo(FileChannel file) throws IOException;
  }

  /// Writes these bytes, as [#write(Path, Content)].
  public static void write(Path path, byte[] content) throws IOException {
    write(path, file -> Channels.newOutputStream(file).write(content));
  }

  /// Writes it, durably. A link stays one; of a file that is replaced, owner and rights stay.
  ///
  /// @throws IOException which names the file, and not the draft, of which nobody knows
  public static void write(Path path, Content content) throws IOException {
    Path file = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
    Path folder = Objects.requireNonNull(file.getParent());
    // A name of nobody: one like that of the file could be a copy that somebody keeps.
    Path draft = folder.resolve("." + UUID.randomUUID() + ".tmp");
    try {
      try (var channel =
          FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        takeRights(file, draft);
        content.writeTo(channel);
        channel.force(true);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      throw draft.toString().equals(e.getFile()) ? about(path, e) : e;
    } finally {
      Files.deleteIfExists(draft);
    }
    flush(folder);
  }

  private static FileSystemException about(Path file, FileSystemException e) {
    String name = file.toString();
    FileSystemException same =
        switch (e) {
          case NoSuchFileException _ -> new NoSuchFileException(name);
          case AccessDeniedException _ -> new AccessDeniedException(name);
          default -> new FileSystemException(name, null, e.getReason());
        };
    same.initCause(e);
    return same;
  }

  // Who could not read the one that is replaced shall not read the other, and who could shall.
  private static void takeRights(Path from, Path onto) throws IOException {
    var view = Files.getFileAttributeView(onto, PosixFileAttributeView.class);
    if (view == null || !Files.exists(from)) {
      return;
    }
    takeRights(Files.readAttributes(from, PosixFileAttributes.class), view);
  }

  /// Takes them as far as this user may give a file away.
  static void takeRights(PosixFileAttributes rights, PosixFileAttributeView onto)
      throws IOException {
    Set<PosixFilePermission> permissions = rights.permissions();
    try {
      onto.setOwner(rights.owner());
    } catch (IOException _) {
      // Only root can; the group may be one of this user's all the same.
    }
    try {
      onto.setGroup(rights.group());
    } catch (IOException _) {
      // Those of the group it has instead were among the others.
      String all = PosixFilePermissions.toString(permissions);
      String others = all.substring(6);
      permissions = PosixFilePermissions.fromString(all.substring(0, 3) + others + others);
    }
    onto.setPermissions(permissions);
  }

  private static void flush(Path folder) {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException _) {
      // A system that cannot do this to a folder: the name is as durable as it makes it.
    }
  }
}
