package app.diptych.cli;

import app.diptych.block.GatedDevice;
import app.diptych.block.Operation;
import app.diptych.block.Region;
import app.diptych.block.os.OpenOptions;
import app.diptych.block.os.RawDevice;
import app.diptych.nbd.NbdUri;
import app.diptych.nbd.PeerProcess;
import app.diptych.nbd.server.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A target of nbdkit over a file, so slow that a copy onto it lasts for a while, and in the end as
/// long as a test needs: nothing is written to its last mebibyte until it is let go.
final class SlowedTarget implements AutoCloseable {
  // Bits a second: more than ten seconds for the images of these tests.
  private static final String SLOW = "60M";
  private static final String FAST = "1000G";
  private static final long LAST = 1 << 20;

  private final RawDevice device;
  private final GatedDevice gated;
  private final TestServer server;
  private final PeerProcess peer;
  private final Path rate;

  private SlowedTarget(RawDevice device, Path rate) throws IOException {
    this.device = device;
    this.rate = rate;
    gated = new GatedDevice(device);
    gated.stopBefore(Operation.WRITE, new Region(device.geometry().size() - LAST, LAST));
    server = TestServer.of(gated);
    peer =
        PeerProcess.nbdkit(
            "--filter=rate", "nbd", "uri=" + server.uri(), "rate=" + SLOW, "rate-file=" + rate);
  }

  /// Over a file, which is made, of this size.
  static SlowedTarget create(Path file, long size) throws Exception {
    Path rate = Files.writeString(file.resolveSibling(file.getFileName() + ".rate"), SLOW);
    return new SlowedTarget(RawDevice.create(file, size, OpenOptions.TARGET), rate);
  }

  /// Where it is.
  NbdUri uri() {
    return peer.uri();
  }

  /// As fast as it can from here on.
  void letGo() throws IOException {
    Files.writeString(rate, FAST);
    gated.openAll();
  }

  /// Ends it at once, as a crash would.
  void kill() {
    peer.kill();
  }

  @Override
  public void close() throws IOException {
    gated.openAll();
    peer.close();
    server.close();
    device.close();
  }
}
