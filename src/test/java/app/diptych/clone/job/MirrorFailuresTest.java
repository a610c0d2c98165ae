package app.diptych.clone.job;

import static app.diptych.clone.Results.failed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.Later;
import app.diptych.block.Content;
import app.diptych.block.DeviceException;
import app.diptych.block.Fault;
import app.diptych.block.FaultyDevice;
import app.diptych.block.GatedDevice;
import app.diptych.block.MemoryDevice;
import app.diptych.block.Operation;
import app.diptych.block.Region;
import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Images;
import app.diptych.clone.Phase;
import app.diptych.disks.DiskInventory;
import app.diptych.nbd.client.NbdClient;
import app.diptych.nbd.server.NbdServer;
import app.diptych.nbd.server.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Jobs whose other side is a server that fails, goes away or falls silent.
@Timeout(240)
final class MirrorFailuresTest {
  private static final int SIZE = 8 << 20;
  // A cancelled job ends within a second; the rest is for a machine that is busy.
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Region ALL = new Region(0, SIZE);

  @TempDir private Path folder;

  private CloneRequest onto(NbdServer target) throws Exception {
    Path source = Images.random(folder.resolve("a"), 1, SIZE);
    return Images.request(source, target.uri(), CloneRequest.Options.DEFAULT);
  }

  private CloneRequest from(NbdServer source) {
    return Images.request(source.uri(), folder.resolve("b"), CloneRequest.Options.DEFAULT);
  }

  @Test
  void aTargetThatGoesAwayIsToldAtOnceAndTheSourceServesOn() throws Exception {
    MemoryDevice target = new MemoryDevice("memory", SIZE, 512);
    NbdServer server = TestServer.byTcp(target);
    try (target;
        var mirror = RunningMirror.of(onto(server));
        NbdClient client = mirror.client()) {
      mirror.listener().await(Phase.IN_SYNC);
      server.close();
      Content.write(client, 0, Content.random(2, 4096));

      String told = mirror.listener().awaitFailure();
      assertThat(told).startsWith("target: ");
      assertThat(mirror.job().failure().orElseThrow().reason()).isEqualTo(told);
      // What differs is not copied any more.
      assertThat(mirror.job().progress().phase()).isEqualTo(Phase.IN_SYNC);
      assertThat(Content.read(client, 0, 4096)).isEqualTo(Content.random(2, 4096));
      assertThat(mirror.job().export()).isPresent();
      assertThat(failed(mirror.end()).phase()).isEqualTo(Phase.IN_SYNC);
    }
  }

  @Test
  void aSourceThatCannotBeReadIsToldWhileTheRestIsServed() throws Exception {
    var faulty = new FaultyDevice(new MemoryDevice("memory", SIZE, 512));
    faulty.failAt(Operation.READ, new Region(4 << 20, 512), Fault.eio());
    try (faulty;
        NbdServer server = TestServer.byTcp(faulty)) {
      try (var mirror = RunningMirror.of(from(server));
          NbdClient client = mirror.client()) {
        assertThat(mirror.listener().awaitFailure()).startsWith("source: ");
        Content.write(client, 0, Content.random(2, 4096));
        assertThat(Content.read(client, 0, 4096)).isEqualTo(Content.random(2, 4096));
        assertThat(mirror.end()).isInstanceOf(CloneResult.Failed.class);
      }
    }
  }

  @Test
  void aWriteThatTheSourceFailsIsItsClientsBusiness() throws Exception {
    MemoryDevice memory = new MemoryDevice("memory", SIZE, 512);
    var faulty = new FaultyDevice(memory);
    try (faulty;
        NbdServer server = TestServer.byTcp(faulty)) {
      try (var mirror = RunningMirror.of(from(server));
          NbdClient client = mirror.client()) {
        mirror.listener().await(Phase.IN_SYNC);
        faulty.failAt(Operation.WRITE, new Region(0, 4096), Fault.eio().torn(512));
        assertThatThrownBy(() -> Content.write(client, 0, Content.random(2, 4096)))
            .isInstanceOf(DeviceException.class);
        faulty.heal();
        Content.write(client, 1 << 20, Content.random(3, 4096));

        assertThat(mirror.end()).isInstanceOf(CloneResult.Completed.class);
      }
      assertThat(folder.resolve("b")).satisfies(Content.of(Content.readAll(memory)));
    }
  }

  @Test
  void aTargetThatCannotBeMadeDurableIsNotLetGo() throws Exception {
    var faulty = new FaultyDevice(new MemoryDevice("memory", SIZE, 512));
    try (faulty;
        NbdServer server = TestServer.byTcp(faulty);
        var mirror = RunningMirror.of(onto(server))) {
      mirror.listener().await(Phase.IN_SYNC);
      faulty.failFrom(Operation.FLUSH, faulty.count(Operation.FLUSH) + 1, Fault.eio());
      mirror.job().detach();

      assertThat(mirror.listener().awaitFailure()).startsWith("target: flush ");
      assertThat(mirror.listener().hasBegun(Phase.DETACHED)).isFalse();
      assertThat(failed(mirror.end()).phase()).isEqualTo(Phase.IN_SYNC);
    }
  }

  @Test
  void aTargetThatFallsSilentDoesNotKeepAMirrorFromEnding() throws Exception {
    var gated = new GatedDevice(new MemoryDevice("memory", SIZE, 512));
    try (gated;
        NbdServer server = TestServer.byTcp(gated)) {
      GatedDevice.Stop stop = gated.stopBefore(Operation.WRITE, ALL);
      try (var mirror = RunningMirror.of(onto(server))) {
        stop.awaitArrival();
        long start = System.nanoTime();

        assertThat(mirror.end()).isInstanceOf(CloneResult.Cancelled.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
      } finally {
        gated.openAll();
      }
    }
  }

  @Test
  void aSourceThatFallsSilentDoesNotKeepACloneFromEnding() throws Exception {
    var gated = new GatedDevice(new MemoryDevice("memory", SIZE, 512));
    try (gated;
        NbdServer server = TestServer.byTcp(gated)) {
      GatedDevice.Stop stop = gated.stopBefore(Operation.READ, ALL);
      var job = new CloneJob(from(server), DiskInventory.of(List::of), CloneListener.NONE);
      CompletableFuture<CloneResult> result = Later.of(job::run);
      try {
        stop.awaitArrival();
        job.cancel();

        assertThat(result.get(SOON.toSeconds(), TimeUnit.SECONDS))
            .isInstanceOf(CloneResult.Cancelled.class);
      } finally {
        gated.openAll();
      }
    }
  }
}
