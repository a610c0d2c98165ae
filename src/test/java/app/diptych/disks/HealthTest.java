package app.diptych.disks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What disks tell of how well they are, and where they are plugged in.
final class HealthTest {
  private static final long GIB = 1L << 30;
  private static final String SATA_WAY = "pci0000:00/0000:00:17.0/ata3/host2/target2:0:0/2:0:0:0";
  private static final String NVME_WAY = "pci0000:00/0000:00:1d.0/0000:01:00.0/nvme/nvme0";
  private static final String MMC_WAY = "platform/soc/fe340000.mmc/mmc_host/mmc0/mmc0:0001";

  private FakeMachine machine;

  @BeforeEach
  void setUp(@TempDir Path directory) {
    machine = new FakeMachine(directory);
  }

  private Health healthOf(String name) {
    return machine.list(name).hardware().health();
  }

  private String portOf(String name) {
    return machine.list(name).hardware().port().orElse("-");
  }

  @Test
  void mostTellNothing() {
    machine.disk("sda", SATA_WAY, GIB).withDevice("state", "running");

    assertThat(healthOf("sda")).isEqualTo(Health.UNTOLD);
    assertThat(portOf("sda")).isEqualTo("ata3");
  }

  @Test
  void theTemperatureOfAnNvmeDisk() {
    machine
        .disk("nvme0n1", NVME_WAY, GIB)
        .withDevice("state", "live")
        .withDevice("hwmon2/temp1_input", "38850")
        .withDevice("hwmon2/temp1_crit", "84850");

    assertThat(healthOf("nvme0n1").celsius()).hasValue(38);
    assertThat(healthOf("nvme0n1").troubles()).isEmpty();
    assertThat(portOf("nvme0n1")).isEqualTo("0000:01:00.0");
  }

  @Test
  void aDiskThatIsTooHot() {
    machine
        .disk("sda", SATA_WAY, GIB)
        .withDevice("hwmon/hwmon4/temp1_input", "71000")
        .withDevice("hwmon/hwmon4/temp1_crit", "70000");

    assertThat(healthOf("sda").celsius()).hasValue(71);
    assertThat(healthOf("sda").troubles()).containsExactly(Health.Trouble.TOO_HOT);
  }

  @Test
  void theLifeOfAnEmmc() {
    machine
        .disk("mmcblk0", MMC_WAY, GIB)
        .withDevice("life_time", "0x02 0x03")
        .withDevice("pre_eol_info", "0x01");

    assertThat(healthOf("mmcblk0").wornPercent()).hasValue(30);
    assertThat(healthOf("mmcblk0").troubles()).isEmpty();
    assertThat(portOf("mmcblk0")).isEqualTo("mmc0");
  }

  @Test
  void anEmmcAtItsEnd() {
    machine
        .disk("mmcblk0", MMC_WAY, GIB)
        .withDevice("life_time", "0x0b 0x00")
        .withDevice("pre_eol_info", "0x03");

    assertThat(healthOf("mmcblk0").troubles())
        .containsExactly(Health.Trouble.WORN_OUT, Health.Trouble.SPARE_LOW);
  }

  @Test
  void disksThatTheKernelGaveUpOrTriesToBringBack() {
    machine.disk("sda", SATA_WAY, GIB).withDevice("state", "offline");
    machine.disk("nvme0n1", NVME_WAY, GIB).withDevice("state", "resetting");

    assertThat(healthOf("sda").troubles()).containsExactly(Health.Trouble.OFFLINE);
    assertThat(healthOf("nvme0n1").troubles()).containsExactly(Health.Trouble.RECOVERING);
  }

  @Test
  void anArrayThatLacksADisk() {
    machine.mapping("md0", GIB).with("md/level", "raid1").with("md/degraded", "1");

    assertThat(healthOf("md0").troubles()).containsExactly(Health.Trouble.DEGRADED);
    assertThat(portOf("md0")).isEqualTo("-");
  }

  @Test
  void aStickBehindAHub() {
    machine.disk(
        "sdb", "pci0000:00/0000:00:14.0/usb2/2-1/2-1.3/2-1.3:1.0/host6/target6:0:0/6:0:0:0", GIB);

    assertThat(portOf("sdb")).isEqualTo("usb 2-1.3");
  }
}
