package app.diptych;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A real, read-only block device with bad sectors, for one test: a loop device over a file of
/// nbdfuse over nbdkit, which answers reads of some sectors with EIO.
public final class BadDisk implements AutoCloseable {
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Path folder;
  private final Process nbdfuse;
  private String path = "";

  private BadDisk(Path folder, Process nbdfuse) {
    this.folder = folder;
    this.nbdfuse = nbdfuse;
  }

  /// A disk with the content of the file. Skips the test where that cannot be had.
  ///
  /// @param folder a place for the test's files
  /// @param bad `offset:end` of each bad stretch, in bytes
  public static BadDisk of(Path folder, Path content, String... bad) throws IOException {
    Peers.requireLoopDevices();
    Peers.require("nbdkit");
    Peers.require("nbdfuse");
    Path point = Files.createTempDirectory(folder, "nbd");
    // nbdkit-eval-plugin(1): $3 is the count, $4 the offset.
    String read =
        String.join(
            "\n",
            "end=$(($4 + $3))",
            "for bad in " + String.join(" ", bad) + "; do",
            "  if [ $4 -lt ${bad#*:} ] && [ $end -gt ${bad%:*} ]; then",
            "    echo EIO bad sector >&2; exit 1",
            "  fi",
            "done",
            "dd if="
                + content
                + " iflag=skip_bytes,count_bytes skip=$4 count=$3 bs=1M 2>/dev/null");
    List<String> command = new ArrayList<>();
    command.addAll(List.of("nbdfuse", point.resolve("nbd").toString(), "[", "nbdkit", "eval"));
    command.addAll(List.of("get_size=echo " + Files.size(content), "pread=" + read, "]"));
    File log = Files.createTempFile(folder, "nbdfuse", ".log").toFile();
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
    var disk = new BadDisk(point, process);
    try {
      disk.attach();
    } catch (RuntimeException e) {
      disk.close();
      throw e;
    }
    return disk;
  }

  private void attach() {
    Path file = folder.resolve("nbd");
    Await.until("nbdfuse is up", () -> Files.exists(file) || !nbdfuse.isAlive());
    // Without direct I/O the page cache would make whole pages of bad sectors.
    path = Peers.run("losetup", "-f", "--show", "-r", "--direct-io=on", file.toString()).strip();
  }

  /// The device, such as `/dev/loop3`.
  public Path path() {
    return Path.of(path);
  }

  @Override
  public void close() {
    if (!path.isEmpty()) {
      Peers.run("losetup", "--detach", path);
    }
    if (nbdfuse.isAlive()) {
      Peers.run("fusermount3", "-u", "-z", folder.toString());
    }
    try {
      if (!nbdfuse.waitFor(LIMIT_NANOS, TimeUnit.NANOSECONDS)) {
        nbdfuse.destroyForcibly();
      }
    } catch (InterruptedException _) {
      nbdfuse.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
