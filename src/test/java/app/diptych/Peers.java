package app.diptych;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/// What a test needs of the machine beside Java. Where it is missing, the test is skipped with one
/// line that says so, or fails if the environment says `DIPTYCH_REQUIRE_PEERS=1`.
public final class Peers {
  private static final long LIMIT_SECONDS = 60;

  private Peers() {}

  /// Needs a program in the search path, or among the system's own programs.
  public static void require(String program) {
    check(isInstalled(program), "the program " + program + " is missing");
  }

  /// Needs a program that is in no search path.
  public static void require(Path program) {
    check(Files.isExecutable(program), "the program " + program + " is missing");
  }

  /// Needs the rights of root.
  public static void requireRoot() {
    check(isRoot(), "needs root");
  }

  /// Needs loop devices: root, `losetup`, and a kernel that has them.
  public static void requireLoopDevices() {
    requireRoot();
    require("losetup");
    check(Files.exists(Path.of("/dev/loop-control")), "the kernel has no loop devices");
  }

  /// Runs a program to its end and returns what it printed, on both streams.
  ///
  /// @throws IllegalStateException if it fails, or takes longer than a minute
  public static String run(String... command) {
    try {
      Path output = Files.createTempFile("diptych-peer", ".out");
      try {
        Process process =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
          process.destroyForcibly();
        }
        String text = Files.readString(output);
        if (!ended || process.exitValue() != 0) {
          throw new IllegalStateException(String.join(" ", command) + " failed: " + text);
        }
        return text;
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new IllegalStateException(String.join(" ", command) + " failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(String.join(" ", command) + " was interrupted", e);
    }
  }

  private static boolean isInstalled(String program) {
    String path = System.getenv().getOrDefault("PATH", "") + ":/usr/bin:/usr/sbin:/sbin";
    return Stream.of(path.split(":", -1))
        .filter(folder -> !folder.isEmpty())
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static boolean isRoot() {
    try {
      Path self = Path.of("/proc/self");
      return Files.exists(self) && Files.getAttribute(self, "unix:uid").equals(0);
    } catch (IOException e) {
      return false;
    }
  }

  private static void check(boolean isThere, String missed) {
    if ("1".equals(System.getenv("DIPTYCH_REQUIRE_PEERS"))) {
      Assertions.assertTrue(isThere, missed);
    }
    Assumptions.assumeTrue(isThere, () -> "not tested here: " + missed);
  }
}
