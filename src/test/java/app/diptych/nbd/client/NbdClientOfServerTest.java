package app.diptych.nbd.client;

import app.diptych.block.BlockDevice;
import app.diptych.block.BlockDeviceContract;
import app.diptych.block.MemoryDevice;
import app.diptych.nbd.server.TestServer;
import org.junit.jupiter.api.Timeout;

/// The contract, over our own server, in extended headers.
@Timeout(240)
final class NbdClientOfServerTest extends BlockDeviceContract {
  @Override
  protected BlockDevice open(long sectorCount) throws Exception {
    return connect(
        new MemoryDevice("memory", sectorCount * sectorSize(), sectorSize()), ClientOptions.WRITE);
  }

  @Override
  protected BlockDevice openReadOnly(byte[] content) throws Exception {
    return connect(MemoryDevice.readOnly("memory", sectorSize(), content), ClientOptions.READ);
  }

  private BlockDevice connect(BlockDevice below, ClientOptions options) throws Exception {
    BlockDevice device = closing(below);
    TestServer server = closing(TestServer.of(device));
    return closing(NbdClient.connect(server.server().uri(), options));
  }

  @Override
  protected int sectorSize() {
    return 4096;
  }
}
