package app.diptych.clone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.LoopDevice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
