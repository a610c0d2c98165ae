package app.diptych.cli;

import app.diptych.Await;
import app.diptych.LoopDevice;
import app.diptych.Peers;
import app.diptych.nbd.NbdUri;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// A real block device over an export, for one test: a loop device over a file of nbdfuse.
final class FuseDisk implements AutoCloseable {
  private static final long LIMIT_SECONDS = 60;

  private final Path folder;
  private final Process nbdfuse;
  private final LoopDevice loop;

  private FuseDisk(Path folder, Process nbdfuse) throws IOException {
    this.folder = folder;
    this.nbdfuse = nbdfuse;
    try {
      this.loop = LoopDevice.direct(awaitFile(), 512);
    } catch (Throwable e) {
      unmount();
      throw e;
    }
  }

  /// A disk over this export. Skips the test where that cannot be had.
  ///
  /// @param folder a place for the test's files
  static FuseDisk of(Path folder, NbdUri uri) throws IOException {
    Peers.requireLoopDevices();
    Peers.require("nbdfuse");
    Peers.require("fusermount3");
    Path point = Files.createTempDirectory(folder, "nbdfuse");
    Process process =
        new ProcessBuilder("nbdfuse", point.resolve("nbd").toString(), uri.toString())
            .redirectErrorStream(true)
            .redirectOutput(Files.createTempFile(folder, "nbdfuse", ".log").toFile())
            .start();
    return new FuseDisk(point, process);
  }

  private Path awaitFile() {
    Path file = folder.resolve("nbd");
    Await.until("nbdfuse is up", () -> Files.exists(file) || !nbdfuse.isAlive());
    return file;
  }

  /// The device, such as `/dev/loop3`.
  Path path() {
    return loop.path();
  }

  private void unmount() {
    if (nbdfuse.isAlive()) {
      Peers.run("fusermount3", "-u", "-z", folder.toString());
    }
    try {
      if (!nbdfuse.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        nbdfuse.destroyForcibly();
        throw new IllegalStateException("nbdfuse did not end");
      }
    } catch (InterruptedException _) {
      nbdfuse.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    try {
      loop.close();
    } finally {
      unmount();
    }
  }
}
