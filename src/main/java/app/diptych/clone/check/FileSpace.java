package app.diptych.clone.check;

import static app.diptych.clone.Sentences.say;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether a file system takes files, as far as that can be seen without making one.
public final class FileSpace {
  private static final Logger LOG = LoggerFactory.getLogger(FileSpace.class);

  // What the kernel tells as files: whatever the rights of their folders say, no other can be made.
  private static final Set<String> KERNEL =
      Set.of(
          "autofs",
          "binfmt_misc",
          "bpf",
          "cgroup",
          "cgroup2",
          "configfs",
          "debugfs",
          "devpts",
          "efivarfs",
          "fusectl",
          "mqueue",
          "proc",
          "pstore",
          "securityfs",
          "selinuxfs",
          "sysfs",
          "tracefs");

  private FileSpace() {}

  /// What stands against a file in a folder that is there.
  public static Optional<String> objection(Path folder) {
    try {
      FileStore store = Files.getFileStore(folder);
      if (KERNEL.contains(store.type())) {
        return Optional.of(say("map.notWritable"));
      }
      return tellsItsSize(store) && store.getUnallocatedSpace() == 0
          ? Optional.of(say("map.full"))
          : Optional.empty();
    } catch (IOException e) {
      unknown(folder, e);
      return Optional.empty();
    }
  }

  // As in a chroot, whose file system stands under another name in the list of mounts.
  private static void unknown(Path path, IOException e) {
    LOG.info("what kind of file system {} is on is not known", path, e);
  }

  /// The same of the folder that a file is in, or is to be.
  static Optional<String> objectionTo(Path file) throws IOException {
    Path real = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    return Optional.ofNullable(real.getParent()).flatMap(FileSpace::objection);
  }

  // Memory without a limit does not (ramfs, which rescue systems run from), nor do some of FUSE.
  private static boolean tellsItsSize(FileStore store) throws IOException {
    return store.getTotalSpace() > 0;
  }

  /// Whether what is there is known to be a folder of the kernel's, in which nobody can make a
  /// file.
  static boolean isOfKernel(Path path) {
    try {
      return Files.isDirectory(path) && KERNEL.contains(Files.getFileStore(path).type());
    } catch (IOException e) {
      unknown(path, e);
      return false;
    }
  }

  /// Bytes that can still be written to the file system of a path.
  ///
  /// @throws IOException if it does not tell
  static long usableBytes(Path path) throws IOException {
    FileStore store = Files.getFileStore(path);
    if (!tellsItsSize(store)) {
      throw new IOException("the file system of " + path + " tells no size");
    }
    return store.getUsableSpace();
  }
}
