package app.diptych.hotplug;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class UeventTest {

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void aDiskOfTheKernels() {
    byte[] message =
        bytes(
            "change@/devices/virtual/block/loop0\0ACTION=change\0"
                + "DEVPATH=/devices/virtual/block/loop0\0SUBSYSTEM=block\0MAJOR=7\0");

    assertThat(Uevent.concernsDisks(message)).isTrue();
  }

  @Test
  void aDiskOfUdevs() {
    byte[] message =
        bytes(
            "libudev\0\u00fe\u00ed\u00ca\u00fe\0\0\0(\0\0\0(\0\0\0\0SUBSYSTEM=block\0ID_FS_TYPE=ext4\0");

    assertThat(Uevent.concernsDisks(message)).isTrue();
  }

  @Test
  void anythingElse() {
    assertThat(Uevent.concernsDisks(bytes("change@/x\0SUBSYSTEM=power_supply\0"))).isFalse();
    assertThat(Uevent.concernsDisks(bytes("change@/x\0SUBSYSTEM=blocky\0"))).isFalse();
    assertThat(Uevent.concernsDisks(bytes("change@/x\0SUBSYSTEM=block"))).isFalse();
    assertThat(Uevent.concernsDisks(new byte[0])).isFalse();
  }
}
