package app.diptych;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// A real block device over a file, for one test; closing detaches it and leaves the file.
public final class LoopDevice implements AutoCloseable {
  private final Path path;
  private final Path backingFile;

  private LoopDevice(Path path, Path backingFile) {
    this.path = path;
    this.backingFile = backingFile;
  }

  /// A device over an existing file. Skips the test where there are no loop devices.
  public static LoopDevice of(Path backingFile, int sectorSize) {
    return attach(backingFile, sectorSize);
  }

  /// A read-only device over an existing file.
  public static LoopDevice readOnly(Path backingFile, int sectorSize) {
    return attach(backingFile, sectorSize, "--read-only");
  }

  /// A device over so many bytes of an existing file.
  public static LoopDevice part(Path backingFile, long offset, long size) {
    return attach(backingFile, 512, "--offset=" + offset, "--sizelimit=" + size);
  }

  /// A device over an existing file, past the page cache below it.
  public static LoopDevice direct(Path backingFile, int sectorSize) {
    return attach(backingFile, sectorSize, "--direct-io=on");
  }

  /// A device over a sparse file of this size, which is made in the folder.
  public static LoopDevice create(Path folder, long size, int sectorSize) {
    Peers.requireLoopDevices();
    try {
      Path file = Files.createTempFile(folder, "loop", ".img");
      try (RandomAccessFile image = new RandomAccessFile(file.toFile(), "rw")) {
        image.setLength(size);
      }
      return of(file, sectorSize);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LoopDevice attach(Path file, int sectorSize, String... more) {
    Peers.requireLoopDevices();
    String[] fixed = {"losetup", "--find", "--show", "--sector-size", Integer.toString(sectorSize)};
    String[] command = new String[fixed.length + more.length + 1];
    System.arraycopy(fixed, 0, command, 0, fixed.length);
    System.arraycopy(more, 0, command, fixed.length, more.length);
    command[command.length - 1] = file.toString();
    LoopDevice loop = new LoopDevice(Path.of(Peers.run(command).strip()), file);
    loop.forgetPartitions();
    return loop;
  }

  // Those that somebody added to this device and did not take away outlive its detaching.
  private void forgetPartitions() {
    Path known = Path.of("/sys/block").resolve(path.getFileName());
    try (DirectoryStream<Path> left = Files.newDirectoryStream(known, "loop*p*")) {
      if (left.iterator().hasNext()) {
        Peers.run("partx", "--delete", path.toString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The device, such as `/dev/loop3`.
  public Path path() {
    return path;
  }

  /// The file that holds its content.
  public Path backingFile() {
    return backingFile;
  }

  @Override
  public void close() {
    Peers.run("losetup", "--detach", path.toString());
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
