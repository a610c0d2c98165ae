package app.diptych.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
final class BrowserTest {
  private static final URI PAGE = URI.create("file:///srv/a%20b/report.html");
  private static final List<String> MISSING = List.of("/nowhere/xdg-open");
  private static final List<String> UNABLE = List.of("sh", "-c", "exit 3");
  private static final Duration LONG = Duration.ofSeconds(60);

  @Test
  void aPageIsShownByTheFirstThatTakesIt(@TempDir Path folder) throws Exception {
    Path shown = folder.resolve("shown");
    List<String> able = List.of("sh", "-c", "echo \"$0\" >> " + shown);

    assertThat(new Browser(List.of(MISSING, UNABLE, able, able), LONG).show(PAGE)).isTrue();

    assertThat(Files.readAllLines(shown)).containsExactly(PAGE.toString());
  }

  @Test
  void itIsToldWhereNobodyShowsIt() {
    assertThat(new Browser(List.of(MISSING, UNABLE), LONG).show(PAGE)).isFalse();
  }

  @Test
  void aBrowserThatStaysOpenShowsIt() {
    List<String> staying = List.of("sh", "-c", "exec tail -f /dev/null");
    try {
      assertThat(new Browser(List.of(staying), Duration.ofMillis(1)).show(PAGE)).isTrue();
    } finally {
      ProcessHandle.current()
          .children()
          .filter(child ->
              child.info().commandLine().filter(line -> line.contains("/dev/null")).isPresent())
          .forEach(ProcessHandle::destroyForcibly);
    }
  }
}
