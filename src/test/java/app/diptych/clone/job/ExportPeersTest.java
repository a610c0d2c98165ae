package app.diptych.clone.job;

import static app.diptych.clone.Results.failed;
import static app.diptych.clone.Results.refusals;
import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.LoopDevice;
import app.diptych.Peers;
import app.diptych.block.Content;
import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Endpoint;
import app.diptych.clone.Fit;
import app.diptych.clone.Images;
import app.diptych.clone.Phase;
import app.diptych.clone.Refusal;
import app.diptych.clone.Skipping;
import app.diptych.clone.Wording;
import app.diptych.clone.check.DeviceFacts;
import app.diptych.clone.check.Preflight;
import app.diptych.disks.DiskInventory;
import app.diptych.nbd.PeerProcess;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whole clones to and from exports of servers that others wrote.
@Timeout(240)
final class ExportPeersTest {
  private static final int SIZE = 8 << 20;
  private static final CloneRequest.Options VERIFY =
      new CloneRequest.Options(Fit.EXACT, true, false, Optional.empty());

  @TempDir private Path folder;

  private Path image(String name, long seed) throws Exception {
    return Images.random(folder.resolve(name), seed, SIZE);
  }

  private static CloneResult clone(Object source, Object target) {
    return clone(source, target, VERIFY);
  }

  private static CloneResult clone(Object source, Object target, CloneRequest.Options options) {
    var request = Images.request(source, target, options);
    return new CloneJob(request, DiskInventory.ofThisMachine(), CloneListener.NONE).run();
  }

  private static List<Refusal> against(Object source, Object target) {
    return new Preflight(DiskInventory.ofThisMachine())
        .check(Images.request(source, target, VERIFY))
        .refusals();
  }

  private static CloneResult verify(Object source, Object target) {
    return new VerifyJob(Images.request(source, target, VERIFY), CloneListener.NONE).run();
  }

  @Test
  void anImageIsClonedOntoAnExportAndBack() throws Exception {
    Path source = image("a", 1);
    try (var peer = PeerProcess.nbdkit("memory", Integer.toString(SIZE))) {
      assertThat(clone(source, peer.uri())).isInstanceOf(CloneResult.Completed.class);
      assertThat(clone(peer.uri(), folder.resolve("b"))).isInstanceOf(CloneResult.Completed.class);
      assertThat(verify(peer.uri(), source)).isInstanceOf(CloneResult.Completed.class);
    }
    assertThat(folder.resolve("b")).satisfies(Content.of(source));
  }

  @Test
  void aLoopDeviceIsClonedOntoAQcow2() throws Exception {
    Path qcow2 = folder.resolve("disk.qcow2");
    Peers.require("qemu-img");
    Peers.run("qemu-img", "create", "-q", "-f", "qcow2", qcow2.toString(), SIZE + "");
    try (LoopDevice loop = LoopDevice.of(image("a", 1), 512);
        var peer = PeerProcess.qemu("-f", "qcow2", qcow2.toString())) {
      assertThat(clone(loop.path(), peer.uri())).isInstanceOf(CloneResult.Completed.class);
    }
    Peers.run(
        "qemu-img",
        "compare",
        "-f",
        "raw",
        "-F",
        "qcow2",
        folder.resolve("a").toString(),
        qcow2.toString());
  }

  @Test
  void smallHolesTakeUpNothingOfAQcow2() throws Exception {
    Path source = Images.hole(folder.resolve("a"), SIZE);
    try (var file = FileChannel.open(source, StandardOpenOption.WRITE)) {
      for (int at = 0; at < SIZE; at += 512 << 10) {
        file.write(ByteBuffer.wrap(Content.random(at, 64 << 10)), at);
      }
    }
    Path qcow2 = folder.resolve("disk.qcow2");
    Peers.require("qemu-img");
    Peers.run("qemu-img", "create", "-q", "-f", "qcow2", qcow2.toString(), SIZE + "");
    try (var peer = PeerProcess.qemu("-f", "qcow2", qcow2.toString())) {
      assertThat(clone(source, peer.uri())).isInstanceOf(CloneResult.Completed.class);
      assertThat(verify(source, peer.uri())).isInstanceOf(CloneResult.Completed.class);
    }
    assertThat(Files.size(qcow2)).isLessThan(SIZE / 4);
  }

  @Test
  void oneServerIsClonedOntoAnother() throws Exception {
    Path target = image("b", 2);
    try (var from = PeerProcess.nbdkit("sparse-random", SIZE + "", "seed=7");
        var to = PeerProcess.nbdkit("file", target.toString())) {
      assertThat(clone(from.uri(), to.uri())).isInstanceOf(CloneResult.Completed.class);
      assertThat(verify(from.uri(), target)).isInstanceOf(CloneResult.Completed.class);
    }
  }

  @Test
  void theFirstBytesOfALargerExportAreWritten() throws Exception {
    Path source = image("a", 1);
    Path target = Images.random(folder.resolve("b"), 2, 2 * SIZE);
    try (var peer = PeerProcess.nbdkit("file", target.toString())) {
      assertThat(
              clone(
                  source,
                  peer.uri(),
                  new CloneRequest.Options(Fit.START, true, false, Optional.empty())))
          .isInstanceOf(CloneResult.Completed.class);
    }
    assertThat(Files.mismatch(source, target)).isEqualTo(SIZE);
  }

  @Test
  void aDifferenceIsFound() throws Exception {
    Path source = image("a", 1);
    try (var peer = PeerProcess.nbdkit("memory", Integer.toString(SIZE))) {
      assertThat(verify(source, peer.uri())).isInstanceOf(CloneResult.Mismatch.class);
    }
  }

  @Test
  void aServerThatFailsWhileCopyingIsAFailure() throws Exception {
    Path source = image("a", 1);
    try (var peer =
        PeerProcess.nbdkit(
            "--filter=error", "memory", SIZE + "", "error=ENOSPC", "error-pwrite-rate=100%")) {
      CloneResult.Failed failed = failed(clone(source, peer.uri()));
      assertThat(failed.phase()).isEqualTo(Phase.COPYING);
      assertThat(failed.reason()).startsWith("target: write nbd+unix:").contains("ENOSPC");
    }
  }

  @Test
  void whatStandsAgainstAnExportIsTold() throws Exception {
    Path source = image("a", 1);
    try (var readOnly = PeerProcess.nbdkit("-r", "memory", SIZE + "");
        var odd = PeerProcess.nbdkit("memory", Integer.toString(SIZE + 100));
        var empty = PeerProcess.nbdkit("memory", "0");
        var names = PeerProcess.qemu("-x", "disk", "-f", "raw", image("c", 3).toString())) {
      assertThat(against(source, readOnly.uri()))
          .containsExactly(new Refusal.ReadOnlyTarget(readOnly.uri().toString()));
      assertThat(against(empty.uri(), source))
          .contains(new Refusal.Empty(Refusal.Role.SOURCE, empty.uri().toString()));
      assertThat(against(odd.uri(), source))
          .singleElement()
          .satisfies(refusal -> assertThat(Wording.of(refusal)).contains("8388708"));
      assertThat(against(names.uri("other"), folder.resolve("b")))
          .singleElement()
          .isInstanceOfSatisfying(
              Refusal.NotServed.class,
              refused -> assertThat(refused.obstacle()).isEqualTo(Refusal.Obstacle.OTHER));
      assertThat(against(names.uri("disk"), names.uri("disk")))
          .hasOnlyElementsOfType(Refusal.SameDevice.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0x0 ? 1\n0x0 0x800000 ?\n"})
  void whatIsTheSameIsFoundOutAlsoWhereAMapSaysNothing(String text) throws Exception {
    Path map = Files.writeString(folder.resolve("map"), text);
    Path image = image("a", 1);
    try (var same = PeerProcess.nbdkit("file", image.toString())) {
      assertThat(refusals(clone(same.uri(), image, VERIFY.with(new Skipping(0, Optional.of(map))))))
          .hasOnlyElementsOfType(Refusal.SameDevice.class);
    }
    assertThat(map).hasContent(text);
  }

  @Test
  void aServerThatIsNotThereIsUnreachable() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }

    assertThat(against("nbd://localhost:" + port + "/a", folder.resolve("b")))
        .singleElement()
        .satisfies(refusal -> {
          assertThat(refusal)
              .isInstanceOfSatisfying(
                  Refusal.NotServed.class,
                  r -> assertThat(r.obstacle()).isEqualTo(Refusal.Obstacle.UNREACHABLE));
          assertThat(Wording.of(refusal)).contains("Connection refused");
        });
  }

  @Test
  void aServerThatSaysNothingDoesNotKeepAJobFromEnding() throws Exception {
    try (ServerSocket silent = new ServerSocket(0)) {
      var job =
          new CloneJob(
              Images.request(
                  "nbd://localhost:" + silent.getLocalPort(), folder.resolve("b"), VERIFY),
              DiskInventory.of(List::of),
              CloneListener.NONE);
      Thread thread =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  silent.accept();
                  job.cancel();
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      long start = System.nanoTime();

      assertThat(job.run()).isEqualTo(new CloneResult.Cancelled(0, 0));
      assertThat(System.nanoTime() - start).isLessThan(10_000_000_000L);
      assertThat(Thread.interrupted()).isFalse();
      thread.join();
    }
  }

  @Test
  void anExportIsDescribed() throws Exception {
    try (var peer =
        PeerProcess.qemu("-x", "disk", "-D", "words", "-f", "raw", image("a", 1).toString())) {
      assertThat(DeviceFacts.of(new Endpoint.Export(peer.uri())))
          .isInstanceOfSatisfying(
              DeviceFacts.Result.Served.class,
              served ->
                  assertThat(served.facts().exports())
                      .singleElement()
                      .satisfies(export -> {
                        assertThat(export.name()).isEqualTo("disk");
                        assertThat(export.size()).isEqualTo(SIZE);
                        assertThat(export.description()).contains("words");
                      }));
    }
    assertThat(DeviceFacts.of(Endpoint.parse("nbd+unix:///?socket=" + folder.resolve("none"))))
        .isInstanceOf(DeviceFacts.Result.Unknown.class);
  }
}
