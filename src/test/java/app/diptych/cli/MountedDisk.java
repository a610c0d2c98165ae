package app.diptych.cli;

import app.diptych.Peers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A file system that is mounted for one test, and people's work on it.
final class MountedDisk implements AutoCloseable {
  private static final int FILES = 60;
  private static final int LARGEST = 200_000;

  private final Path point;

  private MountedDisk(Path point) {
    this.point = point;
  }

  /// Mounts a device, or an image.
  ///
  /// @param folder a place for the test's files
  static MountedDisk of(Path folder, Path device, String options) throws IOException {
    Path point = Files.createTempDirectory(folder, "mounted");
    Peers.run("mount", "-o", options, device.toString(), point.toString());
    return new MountedDisk(point);
  }

  /// Writes a folder of files, copies it, deletes some of both, changes others in place, and has
  /// all of it written out.
  void work(String name, long seed) throws IOException {
    var random = new SplittableRandom(seed);
    Path made = Files.createDirectory(point.resolve(name));
    for (int i = 0; i < FILES; i++) {
      byte[] bytes = new byte[random.nextInt(LARGEST)];
      random.nextBytes(bytes);
      Files.write(made.resolve("file" + i), bytes);
    }
    Path copy = point.resolve(name + "-copy");
    Peers.run("cp", "-a", made.toString(), copy.toString());
    for (int i = 0; i < FILES; i += 3) {
      Files.delete(made.resolve("file" + i));
      Files.delete(copy.resolve("file" + (i + 1)));
      Files.writeString(copy.resolve("file" + (i + 2)), "changed by " + name);
    }
    Peers.run("sync", "-f", point.toString());
  }

  /// Each file, with the SHA-256 of its content.
  Map<String, String> sums() throws IOException {
    var sums = new TreeMap<String, String>();
    try (Stream<Path> all = Files.walk(point)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        sums.put(point.relativize(file).toString(), sum(file));
      }
    }
    return sums;
  }

  private static String sum(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    Peers.run("umount", point.toString());
    try {
      Files.delete(point);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
