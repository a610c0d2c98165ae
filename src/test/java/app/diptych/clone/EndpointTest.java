package app.diptych.clone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.LoopDevice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EndpointTest {
  @TempDir private Path folder;

  @Test
  void aFileIsAnImageWhetherItExistsOrNot() throws Exception {
    Path file = Files.createFile(folder.resolve("a.img"));

    assertThat(Endpoint.parse(file.toString())).isEqualTo(new Endpoint.ImageFile(file));
    assertThat(Endpoint.parse(folder + "/none")).hasToString(folder + "/none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dev/diptych-none", "/dev/../dev/diptych-none"})
  void whatIsMissingAmongTheDevicesIsADisk(String text) {
    assertThat(Endpoint.parse(text)).isEqualTo(new Endpoint.DiskPath(Path.of(text)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dev/shm/diptych-none", "/devices", "disk.img", "/dev/null"})
  void everythingElseIsAnImage(String text) {
    assertThat(Endpoint.parse(text)).isEqualTo(new Endpoint.ImageFile(Path.of(text)));
  }

  @Test
  void whatEndsWithASlashIsADirectoryOrNothing() throws Exception {
    Path file = Files.createFile(folder.resolve("a"));

    assertThat(Endpoint.parse(folder + "/")).isEqualTo(new Endpoint.ImageFile(folder));
    assertThat(List.of(file + "/", folder + "/none/", "none/"))
        .allSatisfy(text ->
            assertThatThrownBy(() -> Endpoint.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no directory " + text));
  }

  @ParameterizedTest
  @CsvSource({
    "nbd://localhost/x, nbd://127.0.0.1:10809/x, true",
    "nbds://LOCALHOST/x, nbd://[::1]/x, true",
    "nbd://server/x, nbd://Server:10809/x, true",
    "nbd://server/x, nbd://server/y, false",
    "nbd://server/x, nbd://server:10810/x, false",
    "nbd+unix:///x?socket=/run/a.sock, nbd+unix:///x?socket=/run/../run/a.sock, true",
    "/a.img, /b/../a.img, true",
    "/a.img, /b.img, false"
  })
  void whatOnePlaceIsCalledMakesNoTwoOfIt(String one, String other, boolean isSame) {
    assertThat(Endpoint.parse(one).place().equals(Endpoint.parse(other).place())).isEqualTo(isSame);
  }

  @Test
  void whatWasKnownWhenItWasPickedMakesNoOtherOfIt() {
    Path path = Path.of("/dev/sdb");

    assertThat(new Endpoint.DiskPath(path, OptionalLong.of(7)).place())
        .isEqualTo(new Endpoint.DiskPath(path).place());
    assertThat(new Endpoint.ImageFile(path, true).place())
        .isEqualTo(new Endpoint.ImageFile(path).place());
  }

  @Test
  void aBlockDeviceIsADiskAlsoThroughALink() throws Exception {
    try (LoopDevice loop = LoopDevice.create(folder, 1 << 20, 512)) {
      Path link = Files.createSymbolicLink(folder.resolve("link"), loop.path());

      assertThat(Endpoint.parse(loop.toString())).isEqualTo(new Endpoint.DiskPath(loop.path()));
      assertThat(Endpoint.parse(link.toString())).isEqualTo(new Endpoint.DiskPath(link));
      assertThat(Endpoint.parse(loop.toString())).hasToString(loop.toString());
    }
  }
}
