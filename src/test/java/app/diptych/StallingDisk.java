package app.diptych;

import app.diptych.block.GatedDevice;
import app.diptych.block.MemoryDevice;
import app.diptych.block.Operation;
import app.diptych.block.Region;
import app.diptych.nbd.server.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// A real block device that stops answering when it is told to, as a disk with a loose cable does:
/// a loop device over a file that nbdfuse shows of a device in this process.
public final class StallingDisk implements AutoCloseable {
  private static final long LIMIT_SECONDS = 60;

  private final MemoryDevice memory;
  private final GatedDevice content;
  private final TestServer server;
  private final Process fuse;
  private final Path mount;
  private final LoopDevice loop;

  private StallingDisk(Path folder, long size) throws IOException {
    memory = new MemoryDevice("stalling", size, 512);
    content = new GatedDevice(memory);
    server = TestServer.of(content);
    mount = Files.createDirectory(folder.resolve("stalling"));
    Path file = mount.resolve("nbd");
    fuse =
        new ProcessBuilder("nbdfuse", file.toString(), server.uri())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Await.until(file + " is there", () -> Files.exists(file));
    loop = LoopDevice.of(file, 512);
  }

  /// One of this size that answers. Skips the test where its parts are missing.
  public static StallingDisk create(Path folder, long size) {
    Peers.requireLoopDevices();
    Peers.require("nbdfuse");
    Peers.require("fusermount3");
    try {
      return new StallingDisk(folder, size);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The device.
  public LoopDevice loop() {
    return loop;
  }

  /// Lets it answer nothing.
  public void stall() {
    for (Operation operation : Operation.values()) {
      content.stopBefore(operation, whole());
    }
  }

  /// Lets it answer all but writes, which begin and don't end.
  ///
  /// @return where they arrive
  public GatedDevice.Stop stallWrites() {
    return content.stopBefore(Operation.WRITE, whole());
  }

  /// Lets it answer again.
  public void goOn() {
    content.openAll();
  }

  private Region whole() {
    return new Region(0, content.geometry().size());
  }

  @Override
  public void close() {
    goOn();
    loop.close();
    Peers.run("fusermount3", "-u", "-z", mount.toString());
    fuse.destroy();
    try {
      fuse.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
      server.close();
      memory.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
