package app.diptych.disks;

import java.util.Set;

/// Tells which disks are pieces of hardware: the enumeration, made up in tests.
@FunctionalInterface
interface HardwareNames {

  /// The kernel's names of the disks at this moment, such as `sda`.
  Set<String> names();
}
