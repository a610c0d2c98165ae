package app.diptych.block.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.Peers;
import app.diptych.block.DeviceException;
import app.diptych.nbd.PeerProcess;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may use an image beside whom: programs of QEMU and this one.
@Tag("peer")
final class ImageLocksTest {
  private static final String SIZE = "1048576";

  @TempDir Path folder;
  private Path image;

  @BeforeEach
  void image() throws Exception {
    Peers.require("qemu-img");
    Peers.require("qemu-io");
    image = Files.write(folder.resolve("disk.img"), new byte[Integer.parseInt(SIZE)]);
  }

  private void inform() {
    Peers.run("qemu-img", "info", image.toString());
  }

  private void convert() {
    Path copy = folder.resolve("copy.img");
    Peers.run("qemu-img", "convert", "-f", "raw", "-O", "raw", image.toString(), copy.toString());
  }

  private void write() {
    Peers.run("qemu-io", "-f", "raw", "-c", "write 0 512", image.toString());
  }

  private void create() {
    Peers.run("qemu-img", "create", "-f", "raw", image.toString(), SIZE);
  }

  private PeerProcess writer() throws Exception {
    return PeerProcess.qemu(image);
  }

  private PeerProcess reader() throws Exception {
    return PeerProcess.qemu(image, "-r");
  }

  private static void assertRefused(Runnable peer) {
    assertThatThrownBy(peer::run)
        .hasMessageContaining("Failed to get")
        .hasMessageContaining("lock");
  }

  private void assertBusy(OpenOptions options) {
    assertThatThrownBy(() -> RawDevice.open(image, options))
        .isInstanceOf(DeviceException.Busy.class);
  }

  @Test
  void aTargetIsLetAloneByAll() throws Exception {
    try (var _ = RawDevice.open(image, OpenOptions.TARGET)) {
      assertRefused(this::convert);
      assertRefused(this::write);
      assertRefused(this::create);
    }

    write();
  }

  @Test
  void aSourceIsReadByOthersAndNotWritten() throws Exception {
    try (var _ = RawDevice.open(image, OpenOptions.SOURCE);
        var _ = RawDevice.open(image, OpenOptions.SOURCE);
        var _ = reader()) {
      inform();
      convert();
      assertRefused(this::write);
      assertRefused(this::create);
    }

    write();
  }

  @Test
  void whoOnlyLooksKeepsNobodyOff() throws Exception {
    try (var _ = RawDevice.open(image, OpenOptions.READ)) {
      write();
      create();
    }
  }

  @Test
  void whatAnotherWritesIsNeitherSourceNorTarget() throws Exception {
    try (PeerProcess peer = writer()) {
      assertBusy(OpenOptions.SOURCE);
      assertBusy(OpenOptions.TARGET);
      RawDevice.open(image, OpenOptions.READ).close();

      peer.kill();
    }
    RawDevice.open(image, OpenOptions.TARGET).close();
  }

  @Test
  void whatAnotherReadsIsASourceAndNoTarget() throws Exception {
    try (var _ = reader()) {
      assertBusy(OpenOptions.TARGET);
      RawDevice.open(image, OpenOptions.SOURCE).close();
    }
  }

  @Test
  void thisProgramIsNotInItsOwnWayButForWhatDoesNotGoTogether() throws Exception {
    try (var _ = RawDevice.open(image, OpenOptions.SOURCE)) {
      RawDevice.open(image, OpenOptions.SOURCE).close();
      assertBusy(OpenOptions.TARGET);
    }
    try (var _ = RawDevice.open(image, OpenOptions.TARGET)) {
      assertBusy(OpenOptions.SOURCE);
    }
  }

  @Test
  void aLockOutlivesAnotherLookAtTheFile() throws Exception {
    try (var _ = RawDevice.open(image, OpenOptions.TARGET)) {
      RawDevice.open(image, OpenOptions.READ).close();
      FileChannel.open(image, StandardOpenOption.READ).close();

      assertRefused(this::write);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void saysWhoItIs(boolean isWriting) throws Exception {
    Path other = Files.createLink(folder.resolve("other.img"), image);
    try (var _ = isWriting ? writer() : reader()) {
      assertThat(ImageUser.of(other, Sharing.NOBODY))
          .singleElement()
          .satisfies(user -> {
            assertThat(user.program().orElseThrow()).matches("qemu-nbd\\[\\d+]");
            assertThat(user.isWriting()).isEqualTo(isWriting);
          });
      assertThat(ImageUser.of(other, Sharing.READERS)).hasSize(isWriting ? 1 : 0);
      assertThat(ImageUser.of(other, Sharing.EVERYBODY)).isEmpty();
    }
    assertThat(ImageUser.of(image, Sharing.NOBODY)).isEmpty();
  }

  @Test
  void whatIsNoImageHasNoUsers() throws Exception {
    assertThat(ImageUser.of(Path.of("/dev/null"), Sharing.NOBODY)).isEmpty();
    assertThat(ImageUser.of(folder, Sharing.NOBODY)).isEmpty();
  }
}
