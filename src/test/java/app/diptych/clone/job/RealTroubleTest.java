package app.diptych.clone.job;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.Await;
import app.diptych.Later;
import app.diptych.LoopDevice;
import app.diptych.Peers;
import app.diptych.block.Content;
import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Endpoint;
import app.diptych.clone.Images;
import app.diptych.clone.Journaling;
import app.diptych.clone.Undo;
import app.diptych.disks.DiskInventory;
import app.diptych.nbd.PeerProcess;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Clones of real devices that get into trouble on the way, and go on when it is over.
@Timeout(240)
final class RealTroubleTest {
  private static final int SIZE = 16 << 20;
  private static final long LIMIT_SECONDS = 60;
  // Bytes a second: it would take eight seconds, in which the trouble comes.
  private static final long SLOW = SIZE / 8;

  private final Path folder;
  private final Path image;
  @RegisterExtension private final Undo undo = new Undo();

  RealTroubleTest(@TempDir Path folder) throws Exception {
    this.folder = folder;
    this.image = Images.random(folder.resolve("source.img"), 1, SIZE);
  }

  private CloneJob job(Endpoint source, Endpoint target, boolean resumes, long rate) {
    var options =
        CloneRequest.Options.DEFAULT
            .withRate(rate)
            .with(new Journaling(Optional.of(folder.resolve("journals")), resumes));
    return new CloneJob(
        new CloneRequest(source, target, options),
        DiskInventory.ofThisMachine(),
        CloneListener.NONE);
  }

  private interface Step {
    void run() throws Exception;
  }

  /// Begins a clone that gets into trouble once some of it is durable, and fails.
  private String failure(Endpoint source, Endpoint target, Step trouble) throws Exception {
    CloneJob job = job(source, target, false, SLOW);
    CompletableFuture<CloneResult> end = Later.of(job::run);
    Await.until("some is durable", () -> job.progress().bytesDone() > 0 || end.isDone());
    assertThat(end).isNotDone();
    trouble.run();
    return failure(end.get(LIMIT_SECONDS, TimeUnit.SECONDS));
  }

  private static String failure(CloneResult result) {
    assertThat(result).isInstanceOf(CloneResult.Failed.class);
    return ((CloneResult.Failed) result).reason();
  }

  private void goesOn(Endpoint source, Endpoint target) {
    assertThat(job(source, target, true, 0).run()).isInstanceOf(CloneResult.Completed.class);
  }

  @Test
  void aSourceThatIsGoneAndBackIsReadOn() throws Exception {
    LoopDevice loop = undo.later(LoopDevice.direct(image, 512));
    Endpoint source = Endpoint.parse(loop.toString());
    Path copy = Images.hole(folder.resolve("copy.img"), SIZE);
    Endpoint target = Endpoint.parse(copy.toString());

    assertThat(failure(source, target, () -> cut(image)))
        .matches("source: read /dev/loop\\d+ @\\d+\\+\\d+: EIO .*");
    Files.write(image, Content.random(1, SIZE));
    goesOn(source, target);
    assertThat(copy).satisfies(Content.of(image));
  }

  private static void cut(Path file) throws Exception {
    try (var raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.setLength(0);
    }
  }

  @Test
  void aThinTargetThatIsFullTakesTheRestWhenThereIsRoom() throws Exception {
    Peers.requireLoopDevices();
    Path point = Files.createTempDirectory(folder, "tmpfs");
    Peers.run("mount", "-t", "tmpfs", "-o", "size=12M", "tmpfs", point.toString());
    undo.later(() -> Peers.run("umount", "--lazy", point.toString()));
    LoopDevice loop = undo.later(LoopDevice.of(Images.hole(point.resolve("thin"), SIZE), 512));
    Endpoint source = Endpoint.parse(image.toString());
    Endpoint target = Endpoint.parse(loop.toString());

    assertThat(failure(job(source, target, false, 8 << 20).run()))
        .matches("target: (write|zero|flush) /dev/loop\\d+.*: (EIO|ENOSPC) .*");
    Peers.run("mount", "-o", "remount,size=64M", point.toString());
    goesOn(source, target);
    Peers.run("cmp", image.toString(), loop.toString());
  }

  @Test
  void aServerThatIsKilledAndStartedAgainTakesTheRest() throws Exception {
    Path copy = Images.hole(folder.resolve("copy.img"), SIZE);
    Endpoint source = Endpoint.parse(image.toString());
    PeerProcess first = PeerProcess.nbdkit("file", copy.toString());
    Endpoint target = new Endpoint.Export(first.uri());

    assertThat(failure(source, target, first::kill))
        .startsWith("target: ")
        .contains(" " + first.uri());
    try (PeerProcess _ = first.again()) {
      goesOn(source, target);
    }
    assertThat(copy).satisfies(Content.of(image));
  }
}
