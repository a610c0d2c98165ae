package app.diptych.cli;

import static app.diptych.cli.Screen.ofScript;
import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.Region;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Endpoint;
import app.diptych.clone.Skipping;
import app.diptych.report.SampleReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(240)
final class SkippingOptionsTest {
  private final FakeMachine machine = new FakeMachine();
  private final Screen screen = ofScript(machine);

  private Optional<Skipping> asked(String... options) {
    String[] fixed = {"clone", "a.img", "b.img", "--yes"};
    String[] all =
        Stream.concat(Arrays.stream(fixed), Arrays.stream(options)).toArray(String[]::new);
    assertThat(screen.run(all)).isZero();
    return machine.requests.getLast().options().skipping();
  }

  @Test
  void whatNobodyAskedForStops() {
    assertThat(asked()).isEmpty();
    assertThat(asked("--on-read-error=stop")).isEmpty();
  }

  @Test
  void skippingIsAskedFor() {
    assertThat(asked("--on-read-error=skip")).contains(new Skipping(0, Optional.empty()));
    assertThat(asked("--on-read-error=skip", "--retries", "3", "--map", "a.map"))
        .contains(new Skipping(3, Optional.of(Path.of("a.map"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--retries=1",
        "--map=a.map",
        "--on-read-error=never",
        "--on-read-error=skip --retries=-1",
        "--on-read-error=skip --retries=x",
        "--on-read-error=skip --rate=50M"
      })
  void whatMakesNoSenseIsWrongUsage(String options) {
    String line = "clone a.img b.img --yes " + options;

    assertThat(screen.run(line.split(" "))).isEqualTo(2);
    assertThat(machine.requests).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "-1", "x", "1.5", "0x10", "2147483648", "99999999999999999999"})
  void whatIsNoNumberIsToldInPlainWords(String retries) {
    String option = "--retries=" + retries;

    assertThat(screen.run("clone", "a.img", "b.img", "--yes", "--on-read-error=skip", option))
        .isEqualTo(2);
    assertThat(screen.err().lines())
        .containsExactly(
            "diptych: Invalid value for option '--retries': '"
                + retries
                + "' is no number from 0 to 2147483647, such as 3 (see: diptych clone --help)");
  }

  @Test
  void peopleSeeEachRegionAndOneLine() {
    machine.endingWith(
        new CloneResult.Skipped(
            8192, Duration.ofSeconds(2), false, List.of(new Region(4096, 512))));

    screen.run("clone", "a.img", "b.img", "--yes", "--progress=none");

    assertThat(screen.out()).isEqualTo("unreadable at 4096, 512 bytes\n");
    assertThat(screen.err()).contains("512 bytes were unreadable").contains("a.img");
  }

  @Test
  void whatTheJobFoundToWarnOfIsInItsResult() {
    var report = SampleReport.saying("nobody has seen it");
    var pair =
        new CloneRequest(
            Endpoint.parse("a.img"), Endpoint.parse("b.img"), CloneRequest.Options.DEFAULT);

    var outcome =
        Outcome.of(pair, new Ended(FakeMachine.COMPLETED, Optional.of(report)), List.of());

    assertThat(outcome.json().toString()).contains("\"warnings\":[\"nobody has seen it\"]");
  }
}
