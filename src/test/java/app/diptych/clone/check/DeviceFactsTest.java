package app.diptych.clone.check;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.LoopDevice;
import app.diptych.Peers;
import app.diptych.block.MemoryDevice;
import app.diptych.clone.Endpoint;
import app.diptych.clone.Images;
import app.diptych.clone.Refusal;
import app.diptych.nbd.NbdUri;
import app.diptych.nbd.server.Export;
import app.diptych.nbd.server.ServerOptions;
import app.diptych.nbd.server.TestServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeviceFactsTest {
  private static DeviceFacts known(DeviceFacts.Result result) {
    return ((DeviceFacts.Result.Known) result).facts();
  }

  private static Endpoint.Export export(TestServer server, String name) {
    return new Endpoint.Export(NbdUri.parse(server.uri().replace("///?", "///" + name + "?")));
  }

  @Test
  void anImageTellsWhatItTakesUp(@TempDir Path folder) throws Exception {
    Path image = Images.hole(folder.resolve("a.img"), 1 << 20);
    DeviceFacts facts = known(DeviceFacts.of(new Endpoint.ImageFile(image)));

    assertThat(facts.geometry().size()).isEqualTo(1 << 20);
    assertThat(facts.geometry().isReadOnly()).isFalse();
    assertThat(facts.allocated()).hasValue(0L);
    assertThat(facts.physicalSectorSize()).isEmpty();
  }

  @Test
  void aDiskTellsItsSectors(@TempDir Path folder) throws Exception {
    Peers.requireLoopDevices();
    Path file = Images.hole(folder.resolve("disk.img"), 1 << 20);
    try (LoopDevice loop = LoopDevice.of(file, 4096)) {
      DeviceFacts facts = known(DeviceFacts.of(Endpoint.parse(loop.toString())));

      assertThat(facts.geometry().size()).isEqualTo(1 << 20);
      assertThat(facts.geometry().sectorSize()).isEqualTo(4096);
      assertThat(facts.geometry().isReadOnly()).isFalse();
      assertThat(facts.physicalSectorSize()).hasValue(4096);
      assertThat(facts.allocated()).isEmpty();
    }
  }

  @Test
  void aReadOnlyDiskSaysSo() {
    var outlook = new FakeOutlook().disk("/dev/sda", 0, 4096, 512);
    var endpoint = new Endpoint.DiskPath(Path.of("/dev/sda"));
    var disk = new FakeDisk("/dev/sda", 0, 4096);

    assertThat(known(DeviceFacts.of(endpoint, List.of(disk.disk()), outlook)).geometry())
        .matches(geometry -> !geometry.isReadOnly());
    assertThat(known(DeviceFacts.of(endpoint, List.of(disk.readOnly().disk()), outlook)).geometry())
        .matches(geometry -> geometry.isReadOnly());
  }

  @Test
  void aMissingOneIsRefused(@TempDir Path folder) {
    Path none = folder.resolve("none");

    assertThat(DeviceFacts.of(new Endpoint.ImageFile(none)))
        .isEqualTo(
            new DeviceFacts.Result.Unknown(new Refusal.NoSuchPath(Refusal.Role.DEVICE, none)));
  }

  @Test
  void anExportThatIsNotThereIsRefusedThoughOthersAre() throws Exception {
    try (MemoryDevice memory = new MemoryDevice("memory", 1 << 20, 512);
        TestServer server =
            TestServer.of(
                List.of(new Export("disk", "", memory, false, false)), ServerOptions.DEFAULT)) {
      var missing = export(server, "missing");

      assertThat(DeviceFacts.of(export(server, "disk")))
          .isInstanceOf(DeviceFacts.Result.Served.class);
      assertThat(DeviceFacts.of(missing))
          .isEqualTo(
              new DeviceFacts.Result.Unknown(
                  new Refusal.NotServed(
                      Refusal.Role.DEVICE,
                      missing.toString(),
                      "its server has no export of this name",
                      Refusal.Obstacle.OTHER)));
      assertThat(DeviceFacts.served(missing)).isInstanceOf(DeviceFacts.Result.Served.class);
    }
  }
}
