package app.diptych.cli;

import app.diptych.nbd.NbdUri;
import app.diptych.nbd.PeerProcess;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/// A target of nbdkit over a file, so slow that a copy onto it takes as long as a test needs, until
/// it is let go.
final class SlowedTarget implements AutoCloseable {
  // Bits a second: more than ten seconds for the images of these tests.
  private static final String SLOW = "60M";
  private static final String FAST = "1000G";

  private final PeerProcess peer;
  private final Path rate;

  private SlowedTarget(PeerProcess peer, Path rate) {
    this.peer = peer;
    this.rate = rate;
  }

  /// Over a file, which is made, of this size.
  static SlowedTarget create(Path file, long size) throws IOException {
    Path rate = Files.writeString(file.resolveSibling(file.getFileName() + ".rate"), SLOW);
    try (var image = new RandomAccessFile(file.toFile(), "rw")) {
      image.setLength(size);
    }
    return new SlowedTarget(
        PeerProcess.nbdkit(
            "--filter=rate", "file", file.toString(), "rate=" + SLOW, "rate-file=" + rate),
        rate);
  }

  /// Where it is.
  NbdUri uri() {
    return peer.uri();
  }

  /// As fast as it can from here on.
  void letGo() throws IOException {
    Files.writeString(rate, FAST);
  }

  /// Ends it at once, as a crash would.
  void kill() {
    peer.kill();
  }

  @Override
  public void close() throws IOException {
    peer.close();
  }
}
