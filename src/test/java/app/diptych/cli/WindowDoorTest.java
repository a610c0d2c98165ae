package app.diptych.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.cli.output.Console;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is told where the window cannot be opened.
final class WindowDoorTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void aDisplayThatLetsNobodyInIsNoFaultOfTheProgram() {
    assertThat(openedBy(new UnsupportedOperationException("Unable to open DISPLAY"))).isEqualTo(1);
    assertThat(said()).contains("display", "(Unable to open DISPLAY)", "diptych --help");
  }

  @Test
  void aLibraryThatIsNotThereIsNoFaultOfTheProgram() {
    var missing = new UnsatisfiedLinkError("libX11.so.6: cannot open shared object file");

    assertThat(openedBy(new RuntimeException(missing))).isEqualTo(1);
    assertThat(said()).contains("GTK 3", "(libX11.so.6: cannot open shared object file)");
  }

  @Test
  void whatTheWindowItselfFailsWithIsOne() {
    var failed = new RuntimeException("Exception in Application start method", new Exception());

    assertThatThrownBy(() -> openedBy(failed)).isSameAs(failed);
  }

  private int openedBy(RuntimeException thrown) {
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    Console console =
        new Console(stream, stream, new BufferedReader(Reader.nullReader()), Console.Terminal.NONE);
    WindowOpener opener =
        _ -> {
          throw thrown;
        };
    return new WindowDoor(console, new FakeMachine(), opener).open(List.of());
  }

  private String said() {
    String all = err.toString(StandardCharsets.UTF_8);
    assertThat(all.lines()).hasSize(1);
    return all;
  }
}
