package app.diptych.clone.job;

import static app.diptych.clone.Results.mismatch;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.Await;
import app.diptych.block.Content;
import app.diptych.block.Fault;
import app.diptych.block.FaultyDevice;
import app.diptych.block.MemoryDevice;
import app.diptych.block.Operation;
import app.diptych.block.Region;
import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Images;
import app.diptych.clone.Journaling;
import app.diptych.clone.verify.HoleyDevice;
import app.diptych.disks.DiskInventory;
import app.diptych.nbd.server.TestServer;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Servers that say of themselves what is not so.
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
    var request = Images.request(source.uri(), folder.resolve("target"), ImageJobs.VERIFY);
    return new CloneJob(request, DiskInventory.of(List::of), CloneListener.NONE).run();
  }

  @Test
  void aHoleThatIsNoneIsFoundWhileVerifying() throws Exception {
    Content.fill(device, 1);
    try (TestServer source = TestServer.of(new HoleyDevice(device, HOLE))) {
      // A part of it may have been copied with the data before it.
      assertThat(mismatch(clone(source)).regions()).isNotEmpty().allMatch(r -> HOLE.contains(r));
    }
  }

  /// What was written to the target since is copied over, whatever the target's server says of it.
  @Test
  void aHoleThatIsNoneIsFoundBeforeAJobGoesOn() throws Exception {
    int size = 64 << 20;
    byte[] bytes = Content.random(1, size);
    Arrays.fill(bytes, (int) HOLE.offset(), (int) HOLE.end(), (byte) 0);
    Path source = Files.write(folder.resolve("source"), bytes);
    // Where nothing is written the file system finds a hole.
    try (var sparse = FileChannel.open(source, WRITE)) {
      sparse.truncate(0);
      sparse.write(ByteBuffer.wrap(bytes, 0, (int) HOLE.offset()), 0);
      int rest = size - (int) HOLE.end();
      sparse.write(ByteBuffer.wrap(bytes, (int) HOLE.end(), rest), HOLE.end());
    }
    try (var held = new MemoryDevice("target", size, 512);
        TestServer target = TestServer.of(new HoleyDevice(held, HOLE))) {
      CloneJob first = resumable(source, target, false);
      Thread.ofPlatform()
          .start(() -> {
            Await.until("some is durable", () -> first.progress().bytesDone() >= 24 << 20);
            first.cancel();
          });
      assertThat(first.run()).isInstanceOf(CloneResult.Cancelled.class);
      Content.write(held, HOLE.offset() + 4096, Content.random(2, 512));

      assertThat(resumable(source, target, true).run()).isInstanceOf(CloneResult.Completed.class);

      assertThat(Content.readAll(held)).isEqualTo(bytes);
    }
  }

  private CloneJob resumable(Path source, TestServer target, boolean resumes) {
    var request =
        Images.request(
            source,
            target.uri(),
            CloneRequest.Options.DEFAULT
                .withRate(24 << 20)
                .with(new Journaling(Optional.of(folder.resolve("journals")), resumes)));
    return new CloneJob(request, DiskInventory.of(List::of), CloneListener.NONE);
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
