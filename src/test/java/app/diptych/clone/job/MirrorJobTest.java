package app.diptych.clone.job;

import static app.diptych.clone.Results.completed;
import static app.diptych.clone.Results.failed;
import static app.diptych.clone.Results.refusals;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.block.Content;
import app.diptych.block.DeviceException;
import app.diptych.block.os.OpenOptions;
import app.diptych.block.os.RawDevice;
import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Endings;
import app.diptych.clone.ExportPlan;
import app.diptych.clone.Images;
import app.diptych.clone.MapCell;
import app.diptych.clone.MirrorRequest;
import app.diptych.clone.Phase;
import app.diptych.clone.Refusal;
import app.diptych.disks.DiskInventory;
import app.diptych.mirror.CopyMode;
import app.diptych.nbd.NbdAddress;
import app.diptych.nbd.NbdUri;
import app.diptych.nbd.client.ClientOptions;
import app.diptych.nbd.client.NbdClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A source that stays in use while it is cloned: real images, a real server, a real client.
@Timeout(240)
final class MirrorJobTest {
  private static final int SIZE = 8 << 20;
  @TempDir private Path folder;

  private Path image(String name, long seed) throws Exception {
    return Images.random(folder.resolve(name), seed, SIZE);
  }

  private NbdUri socket(String name) {
    return NbdUri.parse("nbd+unix:///disk?socket=" + folder.resolve(name));
  }

  private static ExportPlan at(NbdUri uri) {
    return new ExportPlan(Optional.of(uri), false, Optional.empty(), false);
  }

  private MirrorRequest request(ExportPlan plan) throws Exception {
    Path source = folder.resolve("a");
    return new MirrorRequest(
        Images.request(
            Files.exists(source) ? source : image("a", 1),
            folder.resolve("b"),
            CloneRequest.Options.DEFAULT),
        plan,
        CopyMode.WRITE_BLOCKING);
  }

  private void assertEqual() {
    assertThat(folder.resolve("b")).satisfies(Content.of(folder.resolve("a")));
  }

  @ParameterizedTest
  @EnumSource
  void endedInSyncTheTargetIsAnExactCopyOfWhatClientsLeft(CopyMode mode) throws Exception {
    MirrorRequest asked = request(at(socket("s")));
    try (var mirror = RunningMirror.of(new MirrorRequest(asked.pair(), asked.export(), mode))) {
      try (NbdClient client = mirror.client()) {
        Content.write(client, 4096, Content.random(3, 8192));
        mirror.listener().await(Phase.IN_SYNC);
        Content.write(client, 1 << 20, Content.random(4, 65_536));
        client.flush();
        assertThat(mirror.job().export().orElseThrow().visitors()).isNotEmpty();
        assertThat(mirror.job().progress().phase()).isEqualTo(Phase.IN_SYNC);
        assertThat(mirror.job().progress().percent()).isEqualTo(100);
        assertThat(mirror.job().progress().secondsLeft()).isEmpty();
      }

      assertThat(completed(mirror.end()).bytes()).isEqualTo(SIZE);
      assertThat(mirror.job().export()).isEmpty();
    }
    assertEqual();
    assertThat(folder.resolve("a")).isNotEmptyFile();
    assertThat(folder.resolve("s")).doesNotExist();
  }

  @Test
  void endedBeforeTheTargetIsIncomplete() throws Exception {
    Images.hole(folder.resolve("a"), 4L << 30);
    try (RawDevice device = RawDevice.open(folder.resolve("a"), OpenOptions.LIVE)) {
      Content.write(device, 0, Content.random(1, 64 << 20));
    }
    MirrorRequest asked = request(at(socket("s")));
    CloneRequest pair = asked.pair();
    // So slow that it is not over before it is ended, however busy the machine is.
    var slow = new CloneRequest(pair.source(), pair.target(), pair.options().withRate(1 << 20));
    var request = new MirrorRequest(slow, asked.export(), asked.mode());
    try (var mirror = RunningMirror.of(request, MirrorJob::cancel)) {
      CloneResult result = mirror.result();

      assertThat(result).isInstanceOf(CloneResult.Cancelled.class);
      assertThat(Endings.of(result, pair)).contains("incomplete");
    }
  }

  @Test
  void cancelledBeforeItBeganNothingIsDone() throws Exception {
    var job =
        new MirrorJob(
            request(at(socket("s"))), DiskInventory.of(List::of), CloneListener.NONE, _ -> {});
    job.detach();
    job.cancel();

    assertThat(job.run()).isEqualTo(new CloneResult.Cancelled(0, 0));
    assertThat(folder.resolve("b")).doesNotExist();
  }

  @Test
  void aTargetThatIsNotThereAnyMoreIsNotLetGoAsACopy() throws Exception {
    try (var mirror = RunningMirror.of(request(at(socket("s"))))) {
      mirror.listener().await(Phase.IN_SYNC);
      Files.delete(folder.resolve("b"));
      mirror.job().detach();

      assertThat(failed(mirror.end()).reason()).contains("removed, renamed or replaced");
      assertThat(mirror.listener().hasBegun(Phase.DETACHED)).isFalse();
    }
  }

  @Test
  void aTargetThatWasLetGoKeepsTheMoment() throws Exception {
    try (var mirror = RunningMirror.of(request(at(socket("s"))));
        NbdClient client = mirror.client()) {
      mirror.listener().await(Phase.IN_SYNC);
      Content.write(client, 0, Content.random(5, 4096));
      mirror.job().detach();
      mirror.listener().await(Phase.DETACHED);
      mirror.job().detach();
      byte[] moment = Files.readAllBytes(folder.resolve("b"));
      List<MapCell> map = mirror.job().map(4);
      Content.write(client, 0, Content.random(6, 4096));

      assertThat(Content.read(client, 0, 4096)).isEqualTo(Content.random(6, 4096));
      assertThat(mirror.end()).isInstanceOf(CloneResult.Completed.class);
      assertThat(folder.resolve("b")).satisfies(Content.of(moment));
      assertThat(moment).startsWith(Content.random(5, 4096));
      assertThat(mirror.job().map(4))
          .isEqualTo(map)
          .containsOnly(new MapCell(MapCell.Kind.CLEAN, 1));
      assertThat(Files.readAllBytes(folder.resolve("a"))).startsWith(Content.random(6, 4096));
    }
  }

  @Test
  void anAddressThatIsTakenIsRefusedBeforeAnythingIsWritten() throws Exception {
    NbdUri uri = NbdUri.parse("nbd://localhost:0/disk");
    try (var first = RunningMirror.of(request(at(uri)))) {
      NbdUri taken = first.exported().uri();
      assertThat(taken.address())
          .isInstanceOfSatisfying(NbdAddress.Tcp.class, tcp -> assertThat(tcp.port()).isPositive());
      CloneRequest other =
          Images.request(image("c", 3), folder.resolve("d"), CloneRequest.Options.DEFAULT);

      try (var second =
          RunningMirror.of(new MirrorRequest(other, at(taken), CopyMode.WRITE_BLOCKING))) {
        assertThat(refusals(second.result())).hasOnlyElementsOfType(Refusal.NoExport.class);
      }
      assertThat(folder.resolve("d")).doesNotExist();
    }
  }

  @Test
  void aSourceIsOfferedOnce() throws Exception {
    try (var first = RunningMirror.of(request(at(socket("s"))))) {
      first.listener().await(Phase.IN_SYNC);
      CloneRequest again =
          Images.request(folder.resolve("a"), folder.resolve("c"), CloneRequest.Options.DEFAULT);

      try (var second =
          RunningMirror.of(new MirrorRequest(again, at(socket("t")), CopyMode.BACKGROUND))) {
        assertThat(refusals(second.result()))
            .containsExactly(
                new Refusal.OfferedInUse(
                    Refusal.Role.SOURCE,
                    folder.resolve("a").toString(),
                    List.of(Images.heldHere(folder.resolve("a")))));
      }
    }
  }

  @Test
  void aPrivateSocketIsForThisUserAloneAndGoesInTheEnd() throws Exception {
    Path socket;
    try (var mirror = RunningMirror.of(request(ExportPlan.PRIVATE))) {
      NbdUri uri = mirror.exported().uri();
      socket = ((NbdAddress.Unix) uri.address()).path();
      assertThat(Files.getPosixFilePermissions(socket)).hasSize(2);
      assertThat(Files.getPosixFilePermissions(socket.getParent())).hasSize(3);
      mirror.listener().await(Phase.IN_SYNC);
    }
    assertThat(socket).doesNotExist();
    assertEqual();
  }

  @Test
  void clientsThatMayOnlyReadWriteNothing() throws Exception {
    var plan = new ExportPlan(Optional.of(socket("s")), true, Optional.empty(), false);
    try (var mirror = RunningMirror.of(request(plan))) {
      mirror.listener().await(Phase.IN_SYNC);

      assertThatThrownBy(mirror::client).isInstanceOf(DeviceException.ReadOnly.class);
      try (NbdClient client = NbdClient.connect(socket("s"), ClientOptions.READ)) {
        assertThat(Content.read(client, 0, SIZE)).isEqualTo(Content.random(1, SIZE));
      }
      assertThat(mirror.end()).isInstanceOf(CloneResult.Completed.class);
    }
  }
}
