package app.diptych.clone.job;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.Content;
import app.diptych.block.Fault;
import app.diptych.block.FaultyDevice;
import app.diptych.block.MemoryDevice;
import app.diptych.block.Operation;
import app.diptych.block.Region;
import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Endpoint;
import app.diptych.clone.Fit;
import app.diptych.clone.verify.HoleyDevice;
import app.diptych.disks.DiskInventory;
import app.diptych.nbd.server.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Sources that say of themselves what is not so.
@Timeout(240)
final class LyingServerTest {
  private static final int SIZE = 12 << 20;
  private static final Region HOLE = new Region(4 << 20, 4 << 20);

  @TempDir private Path folder;
  private final MemoryDevice device = new MemoryDevice("source", SIZE, 512);

  @AfterEach
  void close() {
    device.close();
  }

  private CloneResult clone(TestServer source) {
    var request =
        new CloneRequest(
            Endpoint.parse(source.uri()),
            Endpoint.parse(folder.resolve("target").toString()),
            new CloneRequest.Options(Fit.EXACT, true, false, Optional.empty()));
    return new CloneJob(request, DiskInventory.of(List::of), CloneListener.NONE, Optional.empty())
        .run();
  }

  @Test
  void aHoleThatIsNoneIsFoundWhileVerifying() throws Exception {
    Content.fill(device, 1);
    try (TestServer source = TestServer.of(new HoleyDevice(device, HOLE))) {
      // A part of it may have been copied with the data before it.
      assertThat(clone(source))
          .isInstanceOfSatisfying(
              CloneResult.Mismatch.class,
              found -> assertThat(found.regions()).isNotEmpty().allMatch(r -> HOLE.contains(r)));
    }
  }

  @Test
  void aServerThatCannotTellItsHolesIsVerified() throws Exception {
    Content.fill(device, 1);
    var failing = new FaultyDevice(device).failFrom(Operation.EXTENTS, 1, Fault.eio());
    try (TestServer source = TestServer.of(failing)) {
      assertThat(clone(source)).isInstanceOf(CloneResult.Completed.class);
    }
  }
}
