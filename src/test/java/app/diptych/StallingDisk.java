package app.diptych;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// A real block device that stops answering when it is told to, as a disk with a loose cable does:
/// a loop device over a file that nbdfuse shows of an nbdkit that can be paused.
public final class StallingDisk implements AutoCloseable {
  private static final long LIMIT_SECONDS = 10;

  private final Path control;
  private final Process server;
  private final Process fuse;
  private final Path mount;
  private final LoopDevice loop;

  private StallingDisk(Path folder, long size) throws IOException {
    Path socket = folder.resolve("stalling.sock");
    control = folder.resolve("stalling.pause");
    mount = Files.createDirectory(folder.resolve("stalling"));
    server =
        start(
            "nbdkit",
            "--foreground",
            "--unix",
            socket.toString(),
            "--filter=pause",
            "memory",
            Long.toString(size),
            "pause-control=" + control);
    await(socket);
    fuse = start("nbdfuse", mount.resolve("nbd").toString(), "nbd+unix:///?socket=" + socket);
    await(mount.resolve("nbd"));
    loop = LoopDevice.of(mount.resolve("nbd"), 512);
  }

  /// One of this size that answers. Skips the test where its parts are missing.
  public static StallingDisk create(Path folder, long size) {
    Peers.requireLoopDevices();
    Peers.require("nbdkit");
    Peers.require("nbdfuse");
    Peers.require("fusermount3");
    try {
      return new StallingDisk(folder, size);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Process start(String... command) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static void await(Path file) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!Files.exists(file)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(file + " never came to be");
      }
      Thread.onSpinWait();
    }
  }

  /// The device.
  public LoopDevice loop() {
    return loop;
  }

  /// Lets it stop answering.
  public void stall() {
    tell('p', 'P');
  }

  /// Lets it answer again.
  public void goOn() {
    tell('r', 'R');
  }

  private void tell(char command, char answer) {
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(control));
      channel.write(ByteBuffer.wrap(new byte[] {(byte) command}));
      var told = ByteBuffer.allocate(1);
      while (told.hasRemaining() && channel.read(told) >= 0) {
        Thread.onSpinWait();
      }
      String got = new String(told.array(), US_ASCII);
      if (!got.equals(String.valueOf(answer))) {
        throw new IllegalStateException("nbdkit answered " + got);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    goOn();
    loop.close();
    Peers.run("fusermount3", "-u", "-z", mount.toString());
    fuse.destroy();
    server.destroy();
    try {
      fuse.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
      server.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
