package app.diptych.ui.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is shown of a log.
final class LogTailTest {
  @TempDir private Path folder;

  @Test
  void aSmallFileIsShownWhole() throws IOException {
    Path file = Files.writeString(folder.resolve("log"), "größer\nb\n");

    assertThat(LogTail.of(file)).isEqualTo("größer\nb\n");
  }

  @Test
  void aLargeFileIsShownFromAWholeLineOn() throws IOException {
    String lines =
        IntStream.range(0, 20_000).mapToObj("line %d"::formatted).collect(Collectors.joining("\n"));
    Path file = Files.writeString(folder.resolve("log"), lines + "\n");

    String tail = LogTail.of(file);

    assertThat(tail).startsWith("line ").endsWith("line 19999\n").hasSizeLessThan(70_000);
  }

  @Test
  void anEmptyFileIsEmpty() throws IOException {
    assertThat(LogTail.of(Files.writeString(folder.resolve("log"), ""))).isEmpty();
  }
}
