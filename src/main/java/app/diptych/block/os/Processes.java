package app.diptych.block.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// The programs that run, and what they have open, as far as `/proc` tells this user.
final class Processes {
  private static final Path PROC = Path.of("/proc");
  private static final String[] NONE = {};

  private Processes() {}

  /// What one of them has open.
  ///
  /// @param process its folder
  /// @param descriptor the number under which it has that open
  record Open(Path process, String descriptor) {

    /// Who it is, such as `qemu-nbd[4711]`.
    String program() {
      String name = lines(process.resolve("comm")).stream().findFirst().orElse("");
      return name + "[" + process.getFileName() + "]";
    }

    /// What the kernel tells of it (proc(5), `fdinfo`).
    List<String> facts() {
      return lines(process.resolve("fdinfo").resolve(descriptor));
    }

    /// The link that leads to it, wherever its name does.
    Path link() {
      return process.resolve("fd").resolve(descriptor);
    }

    /// The name by which it was opened; empty of what has none, or is closed meanwhile. Does not
    /// look at what stands there.
    Optional<Path> name() {
      try {
        return Optional.of(Files.readSymbolicLink(link()));
      } catch (IOException _) {
        return Optional.empty();
      }
    }
  }

  /// All that they have open, in many thousand places on a large machine.
  static List<Open> open() {
    List<Open> found = new ArrayList<>();
    for (String number : names(PROC)) {
      if (Character.isDigit(number.charAt(0))) {
        Path process = PROC.resolve(number);
        for (String descriptor : names(process.resolve("fdinfo"))) {
          found.add(new Open(process, descriptor));
        }
      }
    }
    return found;
  }

  // None where it has ended, or belongs to somebody else.
  private static String[] names(Path folder) {
    return Objects.requireNonNullElse(folder.toFile().list(), NONE);
  }

  private static List<String> lines(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException _) {
      return List.of();
    }
  }
}
