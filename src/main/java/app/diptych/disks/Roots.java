package app.diptych.disks;

import java.nio.file.Path;

/// The directories in which the system tells of itself; made-up ones in tests.
///
/// @param sys sysfs
/// @param proc procfs
/// @param dev the device nodes; what is told of `/dev/sda` is looked for here
/// @param udev udev's database, one file for each device
record Roots(Path sys, Path proc, Path dev, Path udev) {

  /// The directories of the running system.
  static Roots ofThisMachine() {
    return new Roots(Path.of("/sys"), Path.of("/proc"), Path.of("/dev"), Path.of("/run/udev/data"));
  }
}
