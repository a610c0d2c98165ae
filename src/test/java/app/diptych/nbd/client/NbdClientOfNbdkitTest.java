package app.diptych.nbd.client;

import app.diptych.block.BlockDevice;
import app.diptych.block.BlockDeviceContract;
import app.diptych.nbd.PeerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;

/// The contract, over nbdkit on files.
@Timeout(240)
final class NbdClientOfNbdkitTest extends BlockDeviceContract {
  @Override
  protected BlockDevice open(long sectorCount) throws Exception {
    PeerProcess peer = closing(PeerProcess.nbdkit("memory", "size=" + sectorCount * sectorSize()));
    return closing(NbdClient.connect(peer.uri(), ClientOptions.WRITE));
  }

  @Override
  protected BlockDevice openReadOnly(byte[] content) throws Exception {
    Path file = Files.write(folder().resolve("read-only"), content);
    PeerProcess peer = closing(PeerProcess.nbdkit("-r", "file", file.toString()));
    return closing(NbdClient.connect(peer.uri(), ClientOptions.READ));
  }

  @Override
  protected int sectorSize() {
    return 512;
  }
}
