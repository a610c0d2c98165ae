package app.diptych.disks;

import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import oshi.nativefree.SystemInfo;

/// The enumeration by OSHI, in its form that calls no native code: that one needs no library of the
/// system's and no time to load one. It names disks that have a device behind them, also when no
/// medium is in, and no loop devices and mappings.
final class OshiNames implements Supplier<Set<String>> {

  /// The kernel's names of the disks that are pieces of hardware, at this moment, such as `sda`.
  @Override
  public Set<String> get() {
    return new SystemInfo()
        .getHardware().getDiskStores().stream()
            .map(disk -> disk.getName().substring(disk.getName().lastIndexOf('/') + 1))
            .collect(Collectors.toSet());
  }
}
