package app.diptych.clone.job;

import static app.diptych.clone.Results.completed;
import static app.diptych.clone.Results.failed;
import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.BlockDevice;
import app.diptych.block.Content;
import app.diptych.block.DeviceException;
import app.diptych.block.Fault;
import app.diptych.block.FaultyDevice;
import app.diptych.block.GatedDevice;
import app.diptych.block.MemoryDevice;
import app.diptych.block.Operation;
import app.diptych.block.PassingDevice;
import app.diptych.block.Region;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Images;
import app.diptych.clone.Phase;
import app.diptych.nbd.client.NbdClient;
import app.diptych.nbd.server.NbdServer;
import app.diptych.nbd.server.TestServer;
import app.diptych.report.JobReport.Places;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A mirror that is compared while clients use the source.
@Timeout(240)
final class LiveVerificationTest {
  private static final int SIZE = 8 << 20;
  private static final Region BAD = new Region(5 << 20, 1024);

  @TempDir private Path folder;
  private final MemoryDevice memory = new MemoryDevice("memory", SIZE, 512);

  private Path source() {
    return folder.resolve("a");
  }

  private RunningMirror verified(NbdServer target) throws Exception {
    Path source = Images.random(source(), 1, SIZE);
    return RunningMirror.of(Images.request(source, target.uri(), ImageJobs.VERIFY));
  }

  private static boolean isVerified(CloneResult result) {
    return result instanceof CloneResult.Completed completed && completed.verified();
  }

  @Test
  void whatClientsWriteMeanwhileIsNoDifference() throws Exception {
    try (var gated = new GatedDevice(memory);
        NbdServer server = TestServer.byTcp(gated);
        var stop = gated.stopBefore(Operation.READ, BAD);
        var mirror = verified(server)) {
      mirror.listener().await(Phase.VERIFYING);
      stop.awaitArrival();
      try (NbdClient client = mirror.client()) {
        Content.write(client, 7 << 20, Content.random(2, 65_536));
        stop.open();
        Content.write(client, 0, Content.random(3, 65_536));
        client.flush();
      }
      mirror.listener().await(Phase.IN_SYNC);

      assertThat(mirror.listener().hasFailed()).isFalse();
      assertThat(mirror.listener().differing()).isEmpty();
      assertThat(isVerified(mirror.end())).isTrue();
      assertThat(mirror.job().report().orElseThrow().amounts().compared()).isEqualTo(SIZE);
    }
    assertThat(Content.readAll(memory)).isEqualTo(Files.readAllBytes(source()));
  }

  @Test
  void whatDiffersIsToldCopiedAgainAndVerified() throws Exception {
    try (var gated = new GatedDevice(memory);
        NbdServer server = TestServer.byTcp(gated);
        var stop = gated.stopBefore(Operation.READ, BAD);
        var mirror = verified(server)) {
      stop.awaitArrival();
      Content.write(memory, BAD.offset(), Content.random(9, 1024));
      stop.open();
      mirror.listener().await(Phase.IN_SYNC);

      assertThat(mirror.listener().differing()).containsExactly(Places.of(List.of(BAD)));
      assertThat(mirror.listener().hasFailed()).isFalse();
      assertThat(isVerified(mirror.end())).isTrue();
      var report = mirror.job().report().orElseThrow();
      assertThat(report.faults().repaired()).isEqualTo(Places.of(List.of(BAD)));
      assertThat(report.message())
          .contains("verified")
          .endsWith(
              "1024 bytes (regions: 1, the first at byte 5242880) had differed when compared, and"
                  + " were copied again and compared once more.");
    }
    assertThat(Content.readAll(memory)).isEqualTo(Files.readAllBytes(source()));
  }

  @Test
  void aTargetThatDiffersOnceMoreIsAMismatch() throws Exception {
    try (var lying = new Lying(memory);
        NbdServer server = TestServer.byTcp(lying);
        var mirror = verified(server)) {
      assertThat(mirror.listener().awaitFailure()).contains("differ in 512 bytes");
      try (NbdClient client = mirror.client()) {
        Content.write(client, 0, Content.random(3, 512));
      }

      assertThat(mirror.end())
          .isEqualTo(new CloneResult.Mismatch(List.of(new Region(BAD.offset(), 512)), 512));
      assertThat(mirror.job().report().orElseThrow().faults().differing().bytes()).isEqualTo(512);
    }
    assertThat(Content.readAll(memory)).isEqualTo(Files.readAllBytes(source()));
  }

  @Test
  void aTargetThatCannotBeReadBackIsToldAndKeptEqual() throws Exception {
    try (var faulty = new FaultyDevice(memory);
        NbdServer server = TestServer.byTcp(faulty)) {
      faulty.failAt(Operation.READ, BAD, Fault.eio());
      try (var mirror = verified(server)) {
        assertThat(mirror.listener().awaitFailure()).startsWith("target: read ");
        mirror.listener().await(Phase.IN_SYNC);
        try (NbdClient client = mirror.client()) {
          Content.write(client, BAD.offset(), Content.random(3, 512));
        }

        assertThat(failed(mirror.end()).phase()).isEqualTo(Phase.VERIFYING);
      }
    }
    assertThat(Content.readAll(memory)).isEqualTo(Files.readAllBytes(source()));
  }

  @Test
  void endedMeanwhileTheTargetIsEqualAndNotVerified() throws Exception {
    try (var gated = new GatedDevice(memory);
        NbdServer server = TestServer.byTcp(gated);
        var stop = gated.stopBefore(Operation.READ, BAD);
        var mirror = verified(server)) {
      stop.awaitArrival();
      try (NbdClient client = mirror.client()) {
        Content.write(client, 7 << 20, Content.random(2, 65_536));
      }
      mirror.job().cancel();
      stop.open();

      assertThat(mirror.result()).isEqualTo(new CloneResult.Cancelled(SIZE, SIZE));
    }
    assertThat(Content.readAll(memory)).isEqualTo(Files.readAllBytes(source()));
  }

  @Test
  void leftOutWhileItRestsItGoesOnToBeInSync() throws Exception {
    try (var gated = new GatedDevice(memory);
        NbdServer server = TestServer.byTcp(gated);
        var stop = gated.stopBefore(Operation.READ, BAD);
        var mirror = verified(server)) {
      stop.awaitArrival();
      mirror.job().pause();
      stop.open();
      mirror.job().skipVerification();
      mirror.listener().await(Phase.IN_SYNC);

      assertThat(completed(mirror.end()).verified()).isFalse();
    }
  }

  @ParameterizedTest(name = "somebody writes first: {0}")
  @ValueSource(booleans = {true, false})
  void aTargetThatGoesAwayMeanwhileFailsTheMirrorAndIsToldOnce(boolean isWrittenFirst)
      throws Exception {
    var gated = new GatedDevice(memory);
    NbdServer server = TestServer.byTcp(gated);
    try (gated;
        var stop = gated.stopBefore(Operation.READ, BAD);
        var mirror = verified(server);
        NbdClient client = mirror.client()) {
      stop.awaitArrival();
      stop.open();
      server.close();
      byte[] written = Content.random(2, 4096);
      if (isWrittenFirst) {
        Content.write(client, 7 << 20, written);
      }
      assertThat(mirror.listener().awaitFailure()).startsWith("target: ");
      if (!isWrittenFirst) {
        Content.write(client, 7 << 20, written);
      }

      assertThat(Content.read(client, 7 << 20, 4096)).isEqualTo(written);
      assertThat(failed(mirror.end()).phase()).isEqualTo(Phase.IN_SYNC);
      assertThat(mirror.listener().failures()).hasSize(1);
    }
  }

  /// Does not always read what it holds.
  private static final class Lying extends PassingDevice {
    Lying(BlockDevice below) {
      super(below);
    }

    @Override
    public void read(long offset, MemorySegment... buffers) throws DeviceException {
      super.read(offset, buffers);
      long at = BAD.offset() - offset;
      if (at >= 0 && at < buffers[0].byteSize()) {
        byte value = buffers[0].get(ValueLayout.JAVA_BYTE, at);
        buffers[0].set(ValueLayout.JAVA_BYTE, at, (byte) (value ^ 1));
      }
    }
  }
}
