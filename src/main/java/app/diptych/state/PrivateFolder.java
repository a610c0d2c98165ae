package app.diptych.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// A folder that only this user can change, and its files, which only he can read, whatever his
/// umask would have them be. No link in it is followed.
public final class PrivateFolder {
  private static final boolean IS_POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("unix");
  private static final Set<PosixFilePermission> OF_FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OF_FILE =
      PosixFilePermissions.fromString("rw-------");
  private static final FileAttribute<?>[] FOLDER = attributes(OF_FOLDER);
  private static final FileAttribute<?>[] FILE = attributes(OF_FILE);
  private static final String UNFINISHED = ".tmp";

  // What takes so long to be written was given up, be it that the clock was set meanwhile.
  private static final Duration UNFINISHED_FOR = Duration.ofDays(1);

  private final Path path;
  private final boolean isNamed;

  private PrivateFolder(Path path, boolean isNamed) {
    this.path = path;
    this.isNamed = isNamed;
  }

  private static FileAttribute<?>[] attributes(Set<PosixFilePermission> permissions) {
    return IS_POSIX
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  /// The folder at a path, made with all above it if it is not there. One that others can look into
  /// is closed to them, and one that is closed to its owner is opened to him.
  ///
  /// @throws UnsafeFolderException if it is a link, no folder, or somebody else's
  public static PrivateFolder at(Path path) throws IOException {
    Path folder = made(path);
    if (IS_POSIX) {
      checkOwner(folder);
      if (!permissions(folder).equals(OF_FOLDER)) {
        Files.setPosixFilePermissions(folder, OF_FOLDER);
      }
    }
    return new PrivateFolder(folder, false);
  }

  /// The folder that a user has named, made with all above it if it is not there. One that is there
  /// stays as it is: it may be there for others as well, as `/mnt` is.
  ///
  /// @throws UnsafeFolderException if it is a link, no folder, somebody else's, or anybody may
  ///   write to it
  public static PrivateFolder named(Path path) throws IOException {
    Path folder = made(path);
    if (IS_POSIX) {
      checkOwner(folder);
      if (permissions(folder).contains(PosixFilePermission.OTHERS_WRITE)) {
        throw new UnsafeFolderException(folder + " can be written to by anybody");
      }
    }
    return new PrivateFolder(folder, true);
  }

  private static Path made(Path path) throws IOException {
    Path absolute = path.toAbsolutePath();
    if (!Files.exists(absolute, LinkOption.NOFOLLOW_LINKS)) {
      make(absolute);
    }
    if (!Files.isDirectory(absolute, LinkOption.NOFOLLOW_LINKS)) {
      throw new UnsafeFolderException(absolute + " is no folder, or a link to one");
    }
    return absolute;
  }

  private static void make(Path folder) throws IOException {
    Path parent = folder.getParent();
    if (parent != null && !Files.exists(parent)) {
      make(parent);
    }
    try {
      Files.createDirectory(folder, FOLDER);
    } catch (FileAlreadyExistsException _) {
      // Another has made it meanwhile, or it is what the caller refuses.
      return;
    }
    permit(folder, OF_FOLDER);
  }

  // A umask takes its part of what a thing is made with, from its owner as well. Where all things
  // have the same permissions, as on a memory card, they have no fewer than these.
  private static void permit(Path path, Set<PosixFilePermission> permissions) throws IOException {
    if (IS_POSIX && !permissions(path).containsAll(permissions)) {
      Files.setPosixFilePermissions(path, permissions);
    }
  }

  private static Set<PosixFilePermission> permissions(Path folder) throws IOException {
    return Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS);
  }

  /// Whether a folder is there and belongs to this user.
  static boolean isOwn(Path folder) {
    try {
      return IS_POSIX
          && Files.isDirectory(folder)
          && Files.getAttribute(folder, "unix:uid").equals(ownId());
    } catch (IOException _) {
      return false;
    }
  }

  private static void checkOwner(Path folder) throws IOException {
    Object owner = Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    if (!owner.equals(ownId())) {
      throw new UnsafeFolderException(folder + " belongs to another user (" + owner + ")");
    }
  }

  // What a process makes in /proc belongs to whom it runs as.
  private static Object ownId() throws IOException {
    Path self = Path.of("/proc/self");
    return Files.exists(self)
        ? Files.getAttribute(self, "unix:uid")
        : Files.getAttribute(Path.of(System.getProperty("user.home")), "unix:uid");
  }

  /// Where it is.
  public Path path() {
    return path;
  }

  /// A folder in it, made if it is not there.
  public PrivateFolder folder(String name) throws IOException {
    return at(resolve(name));
  }

  /// The names of the files in it, but for those that were never finished, in order.
  public List<String> list() throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if (!name.startsWith(".") && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          names.add(name);
        }
      }
    }
    names.sort(null);
    return List.copyOf(names);
  }

  /// Whether there is a file of this name.
  public boolean holds(String name) {
    return Files.isRegularFile(resolve(name), LinkOption.NOFOLLOW_LINKS);
  }

  /// What a file holds; empty where there is none.
  ///
  /// @param most bytes that it may have
  /// @throws IOException if it has more, or is a link
  public Optional<byte[]> read(String name, int most) throws IOException {
    try (FileChannel file = open(name, StandardOpenOption.READ)) {
      if (file.size() > most) {
        throw new IOException(resolve(name) + " has more than " + most + " bytes");
      }
      return Optional.of(Channels.newInputStream(file).readNBytes(most));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  /// Writes a file, in the place of one of the same name. Whatever happens meanwhile, there is the
  /// old one or the new one, and after the return the new one, durably.
  public void writeAtomically(String name, byte[] content) throws IOException {
    Path finished = resolve(name);
    write(
        content,
        unfinished -> {
          Files.move(unfinished, finished, StandardCopyOption.ATOMIC_MOVE);
          flush();
        });
  }

  /// Fails where a file with this content could not be written. Leaves none.
  public void rehearse(byte[] content) throws IOException {
    write(content, _ -> {});
  }

  private interface Finishing {
    void of(Path unfinished) throws IOException;
  }

  private void write(byte[] content, Finishing finishing) throws IOException {
    Path unfinished = path.resolve("." + UUID.randomUUID() + UNFINISHED);
    try {
      try (FileChannel file = create(unfinished)) {
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
          file.write(rest);
        }
        file.force(true);
      }
      finishing.of(unfinished);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /// Opens a file that is there, without following a link.
  ///
  /// @throws NoSuchFileException if it is not there
  public FileChannel open(String name, StandardOpenOption... how) throws IOException {
    return FileChannel.open(file(name), options(how));
  }

  /// Opens a file for reading and writing, made if it is not there.
  public FileChannel openOrCreate(String name) throws IOException {
    Path file = file(name);
    try {
      return create(file);
    } catch (FileAlreadyExistsException _) {
      return FileChannel.open(
          file,
          options(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
          FILE);
    }
  }

  private static FileChannel create(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            options(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
            FILE);
    try {
      permit(file, OF_FILE);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /// A file, or the place of one. To open a pipe would wait until somebody opens its other end.
  private Path file(String name) throws IOException {
    Path file = resolve(name);
    try {
      // One look: between two of them others may remove it.
      if (!Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .isRegularFile()) {
        throw new IOException(file + " is no file");
      }
    } catch (NoSuchFileException _) {
      // Whoever opens it says so, or makes it.
    }
    return file;
  }

  private static Set<OpenOption> options(StandardOpenOption... how) {
    Set<OpenOption> options = new HashSet<>(Set.of(how));
    options.add(LinkOption.NOFOLLOW_LINKS);
    return options;
  }

  /// Removes a file, durably.
  ///
  /// @return whether there was one
  public boolean delete(String name) throws IOException {
    boolean wasThere = Files.deleteIfExists(resolve(name));
    if (wasThere) {
      flush();
    }
    return wasThere;
  }

  /// Removes the first of the files with this ending, in order of their names, until no more than
  /// so many are left.
  public void keepLast(int most, String ending) throws IOException {
    keepLast(most, ending, Set.of());
  }

  /// The same, but for those of these names, which stay and count.
  public void keepLast(int most, String ending, Set<String> spared) throws IOException {
    sweep();
    List<String> names = list().stream().filter(name -> name.endsWith(ending)).toList();
    List<String> old = names.stream().filter(name -> !spared.contains(name)).toList();
    int tooMany = Math.max(0, names.size() - most);
    for (String name : old.subList(0, Math.min(tooMany, old.size()))) {
      boolean _ = delete(name);
    }
  }

  /// Removes what was never finished, as its writer was killed. A folder that the user has named
  /// may hold what only looks like it, and is let be.
  public void sweep() throws IOException {
    if (isNamed) {
      return;
    }
    FileTime latest = FileTime.from(Instant.now().minus(UNFINISHED_FOR));
    try (DirectoryStream<Path> drafts = Files.newDirectoryStream(path, ".*" + UNFINISHED)) {
      for (Path draft : drafts) {
        if (Files.getLastModifiedTime(draft, LinkOption.NOFOLLOW_LINKS).compareTo(latest) < 0) {
          Files.deleteIfExists(draft);
        }
      }
    } catch (NoSuchFileException _) {
      // Another has removed it: the rest is for the next time.
    }
  }

  /// Makes durable which files there are.
  public void flush() throws IOException {
    if (IS_POSIX) {
      try (FileChannel folder = FileChannel.open(path, StandardOpenOption.READ)) {
        folder.force(true);
      } catch (IOException e) {
        // So say file systems that know no such thing, such as CIFS: a name is as durable there as
        // they make it. Java tells nothing but the system's words.
        if (!"Invalid argument".equals(e.getMessage())) {
          throw e;
        }
      }
    }
  }

  private Path resolve(String name) {
    Path file = path.resolve(name);
    if (name.isEmpty() || name.startsWith(".") || !path.equals(file.getParent())) {
      throw new IllegalArgumentException("no name of a file here: " + name);
    }
    return file;
  }
}
