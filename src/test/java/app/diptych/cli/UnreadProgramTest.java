package app.diptych.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The whole program where nobody reads what it tells.
@EnabledOnOs(OS.LINUX)
@Timeout(240)
final class UnreadProgramTest {
  @TempDir private static Path folder;
  private static Dist dist;
  private static Path image;

  @BeforeAll
  static void install() throws IOException {
    dist = Dist.create(folder.resolve("dist"));
    image = Files.write(folder.resolve("a.img"), Content.random(1, 16 << 20));
  }

  private static Dist.End end(String line, String... words) throws Exception {
    var shell = new ProcessBuilder("bash", "-c", line, dist.launcher().toString());
    shell.command().addAll(List.of(words));
    shell.environment().putAll(dist.command().environment());
    return Dist.end(shell);
  }

  @ParameterizedTest
  @CsvSource({
    "1, serve %1$s --read-only --export=nbd+unix:///?socket=%2$s, 0",
    "1, mirror %1$s %2$s.img --yes --rate=1M --export=nbd+unix:///?socket=%2$s, 130",
    "2, clone %1$s %2$s --yes --rate=1M, 130"
  })
  void aSignalEndsItThoughAPipeIsFull(int stream, String arguments, int code) throws Exception {
    Path begun = folder.resolve("begun-" + arguments.length());
    String[] words = (begun + " " + arguments.formatted(image, begun)).split(" ");
    // Once the job is seen to be under way.
    String line =
        """
        begun=$1
        shift
        mkfifo "$begun.pipe"
        exec 9<>"$begun.pipe"
        dd if=/dev/zero of="$begun.pipe" oflag=nonblock bs=4k count=1k 2>"$begun.dd"
        "$0" "$@" %d>&9 &
        until [ -e "$begun" ]; do sleep 0.1; done
        sleep 2
        kill -TERM $!
        wait $!
        """
            .formatted(stream);

    Dist.End end = end(line, words);

    assertThat(end.exitCode()).as(end.err()).isEqualTo(code);
  }

  @Test
  void whatScriptsAskedForAndIsLostIsNoSuccess() throws Exception {
    String line = "exec \"$0\" verify \"$1\" \"$1.copy\" --progress=\"$2\" 2>/dev/full";
    Files.copy(image, folder.resolve("a.img.copy"));

    assertThat(end(line, image.toString(), "json").exitCode()).isEqualTo(1);
    assertThat(end(line, image.toString(), "plain").exitCode()).isZero();
  }
}
