package app.diptych.clone.job;

import app.diptych.block.Content;
import app.diptych.block.DeviceException;
import app.diptych.block.FaultyDevice;
import app.diptych.block.GatedDevice;
import app.diptych.block.MemoryDevice;
import app.diptych.block.Operation;
import app.diptych.block.Region;
import app.diptych.nbd.NbdAddress;
import app.diptych.nbd.NbdUri;
import app.diptych.nbd.server.NbdServer;
import app.diptych.nbd.server.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// A disk behind an NBD server, which a test lets get into trouble at a moment of its choice.
final class TroubledDisk implements AutoCloseable {
  private static final int MISSED = 16;

  private final MemoryDevice memory;
  private final FaultyDevice faulty;
  private final GatedDevice gated;
  private final NbdServer server;

  private TroubledDisk(
      MemoryDevice memory, FaultyDevice faulty, GatedDevice gated, NbdServer server) {
    this.memory = memory;
    this.faulty = faulty;
    this.gated = gated;
    this.server = server;
  }

  /// One of this size, full of what the seed says.
  static TroubledDisk create(Path socket, int size, long seed) throws DeviceException, IOException {
    var memory = new MemoryDevice(socket.getFileName().toString(), size, 512);
    Content.fill(memory, seed);
    var faulty = new FaultyDevice(memory);
    var gated = new GatedDevice(faulty);
    var uri = new NbdUri(false, new NbdAddress.Unix(socket), "", Optional.empty());
    NbdServer server = TestServer.at(uri, gated);
    return new TroubledDisk(memory, faulty, gated, server);
  }

  /// Where it is.
  NbdUri uri() {
    return server.uri();
  }

  /// All that is on it.
  byte[] content() throws DeviceException {
    return Content.readAll(memory);
  }

  /// Lets what touches the region wait, before it is done.
  GatedDevice.Stop stopBefore(Operation operation, Region region) {
    return gated.stopBefore(operation, region);
  }

  /// Whether anything was asked of it that a source must not be asked.
  boolean wasChanged() {
    return Stream.of(Operation.WRITE, Operation.ZERO, Operation.TRIM)
        .anyMatch(operation -> faulty.count(operation) > 0);
  }

  /// From here on it is in trouble.
  void strike(Trouble trouble, Trouble.Stage stage) {
    Region all = memory.geometry().region();
    for (Operation operation : trouble.operations(stage)) {
      if (trouble == Trouble.GONE_AND_BACK) {
        // Several, as some may be under way at this moment.
        long next = faulty.count(operation) + 1;
        for (long n = next; n < next + MISSED; n++) {
          faulty.failNth(operation, n, trouble.fault());
        }
      } else {
        faulty.failAt(operation, all, trouble.fault());
      }
    }
    if (trouble == Trouble.STALL) {
      for (Operation operation : Operation.values()) {
        var _ = gated.stopBefore(operation, all);
      }
    }
  }

  /// It is over.
  void heal() {
    faulty.heal();
    gated.openAll();
  }

  @Override
  public void close() {
    heal();
    server.close();
    gated.close();
    memory.close();
  }
}
