package app.diptych.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.Await;
import app.diptych.StallingDisk;
import app.diptych.block.Content;
import app.diptych.block.GatedDevice;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A signal to a window in which a job is under way.
final class SignalTest {
  private static final int SIZE = 24 << 20;
  private static final int TERMINATED = 128 + 15;
  private static final long LIMIT_SECONDS = 60;

  @TempDir private Path folder;

  @Test
  void aSignalEndsTheJobAndNamesTheTargetAsIncomplete() throws Exception {
    Path source = Files.write(folder.resolve("source.img"), Content.random(1, SIZE));
    try (StallingDisk target = StallingDisk.create(folder, SIZE)) {
      Process window = start(source, "target-" + target.loop().path().getFileName());
      try (BufferedReader said = window.inputReader(StandardCharsets.UTF_8)) {
        assertThat(lineOf(said, "ready")).isTrue();
        GatedDevice.Stop writes = target.stallWrites();
        window.outputWriter().append("go\n").flush();
        assertThat(lineOf(said, "begun")).isTrue();
        writes.awaitArrival();

        window.destroy();
        // What is not answered until then makes sure that the job is not over by then.
        Await.until("it is asked", () -> Files.readString(log()).contains("asked to end"));
        target.goOn();

        assertThat(window.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(window.exitValue()).isEqualTo(TERMINATED);
      } finally {
        window.destroyForcibly();
      }
      assertThat(Files.readString(log())).contains("target " + target.loop() + " is incomplete");
    }
    try (Stream<Path> journals = Files.list(folder.resolve("state/diptych/journals"))) {
      assertThat(journals).isNotEmpty();
    }
  }

  private Path log() {
    return folder.resolve("window.log");
  }

  private static boolean lineOf(BufferedReader said, String wanted) {
    return CompletableFuture.supplyAsync(() -> said.lines().anyMatch(line -> line.equals(wanted)))
        .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  private Process start(Path source, String target) throws IOException {
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dglass.platform=Headless",
            "-Dprism.order=sw",
            "-Duser.language=en",
            "-Ddiptych.log=" + log(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            classPath(),
            SignalledWindow.class.getName(),
            source.toString(),
            "source-source-img",
            target,
            "clone",
            "erase-go");
    // Nothing is drawn there, but without one no window is opened.
    builder.environment().put("DISPLAY", ":0");
    builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
    builder.environment().put("XDG_CONFIG_HOME", folder.resolve("config").toString());
    return builder.redirectErrorStream(true).start();
  }

  private static String classPath() {
    String own =
        Objects.requireNonNull(SignalTest.class.getResource("SignalTest.class"), "this test")
            .toString();
    URI tests = URI.create(own.substring(0, own.indexOf("app/diptych/")));
    return Stream.concat(
            Stream.of(Path.of(tests).toString()),
            Stream.of("jdk.module.path", "java.class.path")
                .map(name -> System.getProperty(name, "")))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
