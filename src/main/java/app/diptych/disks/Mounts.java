package app.diptych.disks;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// What is mounted, and where.
///
/// Both as process 1 sees it and as this program does. The first tells what the running system
/// stands on although this program may live in a namespace of its own; the second is there for
/// those who may not read the first, and its paths are the ones that swap and loop devices are told
/// with. What only one of them shows is mounted all the same.
///
/// @param entries in the order of mounting, process 1's before this program's
record Mounts(List<Entry> entries) {

  /// Keeps its own copy of the list.
  Mounts {
    entries = List.copyOf(entries);
  }

  /// One line of `mountinfo` (proc_pid_mountinfo(5)).
  ///
  /// @param number of the file system's device; with a major number of zero no device's
  /// @param mountPoint where
  /// @param isReadOnly whether the whole file system takes no writes, through whatever mount
  /// @param type of the file system
  /// @param source what was named at mounting: a device, perhaps by a symbolic link, or any word
  /// @param options of the file system; escapes in them are not resolved
  record Entry(
      DeviceNumber number,
      String mountPoint,
      boolean isReadOnly,
      String type,
      String source,
      List<String> options) {

    /// Keeps its own copy of the list.
    Entry {
      options = List.copyOf(options);
    }

    // As for [DeviceNumber].
    @Override
    public int hashCode() {
      return mountPoint.hashCode();
    }

    private static Optional<Entry> parse(String line) {
      List<String> fields = List.of(line.split(" ", -1));
      // Optional fields come after the sixth and end with a dash.
      int dash = fields.size() < 10 ? -1 : fields.subList(6, fields.size()).indexOf("-") + 6;
      if (dash < 6 || fields.size() < dash + 4) {
        return Optional.empty();
      }
      List<String> options = List.of(fields.get(dash + 3).split(",", -1));
      String type = fields.get(dash + 1);
      // A single mount may be read-only, as a container's is, of a file system that is written to
      // elsewhere; and who sees only datasets of ZFS that are, knows nothing of its pool.
      boolean isReadOnly = options.contains("ro") && !type.equals("zfs");
      return DeviceNumber.parse(fields.get(2))
          .map(number ->
              new Entry(
                  number,
                  Text.decodeOctal(fields.get(4)),
                  isReadOnly,
                  type,
                  Text.decodeOctal(fields.get(dash + 2)),
                  options));
    }

    private boolean covers(String path) {
      return mountPoint.equals("/") || path.equals(mountPoint) || path.startsWith(mountPoint + "/");
    }
  }

  /// Reads both views.
  static Mounts read(Path proc) {
    var lines = new LinkedHashSet<String>();
    for (String process : List.of("1", "self")) {
      new Attributes(proc.resolve(process))
          .text("mountinfo").stream()
              .flatMap(String::lines)
              // The later of two equal ones stays, so that this program's view comes last as a
              // whole.
              .forEach(lines::addLast);
    }
    return new Mounts(lines.stream().flatMap(line -> Entry.parse(line).stream()).toList());
  }

  /// The mount through which a file of this path is reached.
  Optional<Entry> covering(String path) {
    return entries.stream()
        .filter(entry -> entry.covers(path))
        // Of two on the same place the later one hides the earlier.
        .reduce((a, b) -> b.mountPoint().length() >= a.mountPoint().length() ? b : a);
  }
}
