package app.diptych.cli;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;

/// The program as it is installed: the real launcher beside a folder of the modules that this test
/// runs on.
///
/// @param launcher `bin/diptych`
record Dist(Path launcher) {
  private static final long LIMIT_SECONDS = 60;

  /// What a process left.
  ///
  /// @param exitCode its end
  /// @param out standard output
  /// @param err standard error
  record End(int exitCode, String out, String err) {}

  /// Lays it out in this folder.
  static Dist create(Path folder) throws IOException {
    Path launcher = Files.createDirectories(folder.resolve("bin")).resolve("diptych");
    Files.copy(
        Path.of("packaging/linux/diptych").toAbsolutePath(),
        launcher,
        StandardCopyOption.COPY_ATTRIBUTES);
    Path lib = Files.createDirectories(folder.resolve("lib"));
    String modulePath = System.getProperty("jdk.module.path");
    for (String entry : modulePath.split(File.pathSeparator, -1)) {
      Path module = Path.of(entry).toAbsolutePath();
      if (Files.isDirectory(module)) {
        // A folder of classes is a module only where no link leads to it.
        jar(lib.resolve("classes.jar"), module);
      } else {
        Files.createSymbolicLink(lib.resolve(module.getFileName().toString()), module);
      }
    }
    return new Dist(launcher);
  }

  private static void jar(Path jar, Path classes) {
    ToolProvider tool = ToolProvider.findFirst("jar").orElseThrow();
    StringWriter told = new StringWriter();
    PrintWriter to = new PrintWriter(told);
    int code =
        tool.run(
            to,
            to,
            "--create",
            "--no-compress",
            "--file",
            jar.toString(),
            "-C",
            classes.toString(),
            ".");
    if (code != 0) {
      throw new IllegalStateException(told.toString());
    }
  }

  /// A process of the program that has not begun. Signals reach it whatever this test's own process
  /// ignores.
  ProcessBuilder command(String... args) {
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.add(launcher.toString());
    command.addAll(Arrays.asList(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.put("DIPTYCH_JAVA_HOME", System.getProperty("java.home"));
    environment.put("XDG_STATE_HOME", launcher.resolveSibling("state").toString());
    environment.remove("JAVA_TOOL_OPTIONS");
    return builder;
  }

  /// Runs the program to its end.
  End run(String... args) throws Exception {
    return end(command(args));
  }

  /// Runs a process to its end.
  static End end(ProcessBuilder builder) throws Exception {
    Path out = Files.createTempFile("diptych", ".out");
    Path err = Files.createTempFile("diptych", ".err");
    try {
      Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      process.getOutputStream().close();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("no end within " + LIMIT_SECONDS + " s");
      }
      return new End(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }
}
