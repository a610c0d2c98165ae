package app.diptych.disks;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/// Finds out how well a disk is, from sysfs.
final class HealthReader {
  // drivers/scsi/scsi_sysfs.c and drivers/nvme/host/sysfs.c
  private static final Set<String> OFFLINE = Set.of("offline", "transport-offline", "dead");
  private static final Set<String> RECOVERING =
      Set.of("blocked", "created-blocked", "quiesce", "resetting", "connecting");

  // JESD84-B51, 7.4.37 and 7.4.38: so many tenths of the life, beyond the last one none is left.
  private static final int LIFE_TENTHS = 10;

  private HealthReader() {}

  /// How well this disk is. Some controllers are asked for their temperature by it, so that it may
  /// take as long as they do.
  static Health of(BlockNode node) {
    Attributes device = node.attributes().in("device");
    var troubles = EnumSet.noneOf(Health.Trouble.class);
    stateTrouble(node).ifPresent(troubles::add);
    OptionalInt tenths = lifeTenths(device);
    if (tenths.orElse(0) > LIFE_TENTHS) {
      troubles.add(Health.Trouble.WORN_OUT);
    }
    if (device.text("pre_eol_info").filter(text -> hex(text) >= 2).isPresent()) {
      troubles.add(Health.Trouble.SPARE_LOW);
    }
    if (node.attributes().number("md/degraded").filter(missing -> missing > 0).isPresent()) {
      troubles.add(Health.Trouble.DEGRADED);
    }
    Optional<Attributes> sensor = sensor(device);
    if (sensor.filter(HealthReader::isTooHot).isPresent()) {
      troubles.add(Health.Trouble.TOO_HOT);
    }
    return new Health(
        sensor.flatMap(s -> s.number("temp1_input")).stream()
            .mapToInt(milli -> Math.toIntExact(Math.min(milli, 1_000_000) / 1000))
            .findFirst(),
        tenths.stream().map(n -> Math.min(n, LIFE_TENTHS) * 10).findFirst(),
        List.copyOf(troubles));
  }

  /// What the kernel's own word for the disk's state says against it. Asks nobody.
  static Optional<Health.Trouble> stateTrouble(BlockNode node) {
    String state = node.attributes().text("device/state").map(String::strip).orElse("");
    if (OFFLINE.contains(state)) {
      return Optional.of(Health.Trouble.OFFLINE);
    }
    return RECOVERING.contains(state) ? Optional.of(Health.Trouble.RECOVERING) : Optional.empty();
  }

  /// Directly below an NVMe controller, in a directory of that kind below a SCSI disk.
  private static Optional<Attributes> sensor(Attributes device) {
    return Stream.concat(
            device.names("").stream().filter(name -> name.matches("hwmon\\d+")).map(device::in),
            device.names("hwmon").stream().map(device.in("hwmon")::in))
        .filter(sensor -> sensor.has("temp1_input"))
        .findFirst();
  }

  private static boolean isTooHot(Attributes sensor) {
    long critical = sensor.number("temp1_crit").orElse(0L);
    return sensor.isSet("temp1_alarm")
        || (critical > 0 && sensor.number("temp1_input").orElse(0L) >= critical);
  }

  /// Of the two kinds of memory on an eMMC the one that is worn more; zero means not told.
  private static OptionalInt lifeTenths(Attributes device) {
    return device.text("life_time").stream()
        .flatMap(text -> Arrays.stream(text.strip().split("\\s+", -1)))
        .mapToInt(HealthReader::hex)
        .filter(tenths -> tenths > 0)
        .max();
  }

  private static int hex(String text) {
    String stripped = text.strip();
    return stripped.matches("0x[0-9a-fA-F]{1,4}") ? Integer.parseInt(stripped.substring(2), 16) : 0;
  }
}
