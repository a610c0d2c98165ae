package app.diptych.disks;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What the system swaps on at this moment, as it tells in `/proc/swaps`.
public final class Swaps {
  private Swaps() {}

  /// The devices and files of this machine; none on a system other than Linux.
  public static List<Path> ofThisMachine() {
    return read(Roots.ofThisMachine()).map(Text::path).toList();
  }

  /// Their paths.
  static Stream<String> read(Roots roots) {
    return new Attributes(roots.proc())
        .text("swaps").stream()
            .flatMap(String::lines)
            .skip(1) // the heading
            .map(line -> Text.decodeOctal(line.split("\\s", 2)[0]));
  }
}
