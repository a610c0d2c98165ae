package app.diptych.nbd.server;

import app.diptych.Await;
import app.diptych.block.BlockDevice;
import app.diptych.block.Content;
import app.diptych.block.DeviceException;
import app.diptych.block.MemoryDevice;
import app.diptych.nbd.NbdAddress;
import app.diptych.nbd.NbdUri;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A server for a test, on a unix socket in a folder of its own. Closing it checks that no memory
/// is held, and leaves nothing behind.
public final class TestServer implements AutoCloseable {
  private final Path folder;
  private final NbdServer server;

  private TestServer(Path folder, NbdServer server) {
    this.folder = folder;
    this.server = server;
  }

  /// Offers a device under no name.
  public static TestServer of(BlockDevice device) throws IOException {
    return of(List.of(new Export("", "for tests", device, false, false)), ServerOptions.DEFAULT);
  }

  /// Offers exports.
  public static TestServer of(List<Export> exports, ServerOptions options) throws IOException {
    Path folder = Files.createTempDirectory("nbd");
    return new TestServer(
        folder, NbdServer.open(unix(folder.resolve("sock"), options), exports, options));
  }

  /// A plain server of a device, under the name that the address has.
  public static NbdServer at(NbdUri address, BlockDevice device) throws IOException {
    var export = new Export(address.export(), "", device, false, false);
    return NbdServer.open(address, List.of(export), ServerOptions.DEFAULT);
  }

  /// The same at a free port of this machine.
  public static NbdServer byTcp(BlockDevice device) throws IOException {
    return at(NbdUri.parse("nbd://localhost:0/disk"), device);
  }

  /// The address of a unix socket.
  static NbdUri unix(Path path, ServerOptions options) {
    return new NbdUri(
        options.certificates().isPresent(), new NbdAddress.Unix(path), "", Optional.empty());
  }

  /// The defaults, with another time limit for the handshake.
  static ServerOptions within(Duration handshake) {
    return new ServerOptions(Optional.empty(), false, 64, handshake);
  }

  /// A device in memory with random content.
  static MemoryDevice filled(long size, int sectorSize) throws DeviceException {
    MemoryDevice device = new MemoryDevice("memory", size, sectorSize);
    Content.fill(device, 7);
    return device;
  }

  /// The server.
  public NbdServer server() {
    return server;
  }

  /// The socket that it listens on.
  Path socket() {
    return folder.resolve("sock");
  }

  /// Where it listens.
  public String uri() {
    return "nbd+unix:///?socket=" + folder.resolve("sock");
  }

  /// Waits until no client is there and no memory is held.
  void awaitEmpty() {
    Await.until("nobody is there, nothing is held", this::isEmpty);
  }

  private boolean isEmpty() {
    return server.sessions() == 0 && server.heldBlocks() == 0;
  }

  @Override
  public void close() throws IOException {
    server.close();
    Files.deleteIfExists(folder.resolve("sock"));
    Files.delete(folder);
  }
}
