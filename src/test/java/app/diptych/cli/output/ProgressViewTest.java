package app.diptych.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.clone.JobProgress;
import app.diptych.clone.Phase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ProgressViewTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final JobProgress MIDWAY =
      new JobProgress(
          Phase.COPYING, 42, 27_000_000_000L, 64_000_000_000L, 412_000_000, OptionalLong.of(90));

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream to = new PrintStream(printed, true, StandardCharsets.UTF_8);

  @Test
  void barTellsPhasePercentAndAmounts() {
    assertThat(BarView.line(MIDWAY, 79))
        .isEqualTo("copying  42%  [#######----------]  27 GB of 64 GB, 412 MB/s, 1 min 30 s left");
    assertThat(BarView.line(MIDWAY, 60))
        .isEqualTo("copying  42%  27 GB of 64 GB, 412 MB/s, 1 min 30 s left");
    assertThat(BarView.line(MIDWAY, 200)).contains("[################------------------------]");
  }

  @Test
  void barKeepsItsPlaceWhileAmountsChange() {
    assertThat(BarView.line(FakeJob.at(Phase.COPYING, 99), 79).indexOf(']'))
        .isEqualTo(BarView.line(MIDWAY, 79).indexOf(']'));
  }

  @ParameterizedTest
  @EnumSource
  void barIsNeverWiderThanTheTerminal(Phase phase) {
    JobProgress progress =
        new JobProgress(phase, 100, 100, 100, 100_000_000, OptionalLong.of(100_000));

    assertThat(IntStream.rangeClosed(0, 200))
        .allSatisfy(columns ->
            assertThat(BarView.line(progress, columns).length()).isLessThanOrEqualTo(columns));
  }

  @ParameterizedTest
  @EnumSource(
      names = {"BAR", "PLAIN", "NONE"},
      value = ProgressKind.class)
  void thatThePasswordIsWaitedForIsALineOfItsOwn(ProgressKind kind) {
    view(kind).waiting("/dev/sdb");

    assertThat(text()).isEqualTo("asking the system to open /dev/sdb; a password may be needed\n");
  }

  @Test
  void thatThePasswordIsWaitedForIsAnEvent() {
    view(ProgressKind.JSON).waiting("/dev/sdb");

    assertThat(text()).isEqualTo("{\"event\":\"waiting\",\"device\":\"/dev/sdb\"}\n");
  }

  private ProgressView view(ProgressKind kind) {
    return switch (kind) {
      case BAR -> new BarView(to, 80);
      case PLAIN -> new PlainView(to);
      case JSON -> new JsonView(to);
      case NONE -> new ProgressView.Silence(to);
    };
  }

  @Test
  void barRewritesOneLineAndClearsItAtTheEnd() {
    BarView bar = new BarView(to, 80);
    bar.show(MIDWAY, 0);
    bar.show(MIDWAY, SECOND);
    bar.end();

    assertThat(text()).doesNotContain("\n").endsWith("\r\033[K");
  }

  @Test
  void barIsDrawnTenTimesASecondAtMost() {
    BarView bar = new BarView(to, 80);
    for (int i = 0; i < 1000; i++) {
      bar.show(FakeJob.at(Phase.COPYING, i / 10), i * SECOND / 1000);
    }

    assertThat(text().split("\r", -1)).hasSize(1 + 10);
  }

  @Test
  void barThatDrewNothingClearsNothing() {
    new BarView(to, 80).end();

    assertThat(text()).isEmpty();
  }

  @Test
  void plainLinesComeOnceASecondAtMostButForTheLast() {
    PlainView plain = new PlainView(to);
    for (int percent = 0; percent <= 100; percent++) {
      plain.show(FakeJob.at(Phase.COPYING, percent), percent * SECOND / 40);
    }

    assertThat(text().lines())
        .extracting(line -> line.substring(0, line.indexOf(',')))
        .containsExactly("copying 0%", "copying 40%", "copying 80%", "copying 100%");
  }

  @Test
  void plainLinesComeOnlyWhenThePercentageChanged() {
    PlainView plain = new PlainView(to);
    plain.show(FakeJob.at(Phase.PREPARING, 0), 0);
    plain.show(FakeJob.at(Phase.COPYING, 1), 0);
    plain.show(FakeJob.at(Phase.COPYING, 1), 5 * SECOND);
    plain.show(FakeJob.at(Phase.IN_SYNC, 100), 5 * SECOND);
    plain.show(FakeJob.at(Phase.IN_SYNC, 100), 9 * SECOND);

    assertThat(text().lines()).containsExactly("copying 1%, 1 B of 100 B, 10 B/s", "in-sync");
  }

  @Test
  void plainTellsThatAllIsCopiedOnceWhenItHasBeenFlushed() {
    PlainView plain = new PlainView(to);
    plain.show(FakeJob.at(Phase.COPYING, 0), 0);
    plain.show(FakeJob.at(Phase.COPYING, 66), 1);
    plain.show(FakeJob.at(Phase.FLUSHING, 66), 2);
    plain.show(FakeJob.at(Phase.FLUSHING, 100), 3);
    plain.show(FakeJob.at(Phase.FLUSHING, 100), 2 * SECOND);
    plain.show(FakeJob.at(Phase.VERIFYING, 0), 2 * SECOND);

    assertThat(text().lines())
        .containsExactly(
            "copying 0%, 0 B of 100 B, 10 B/s",
            "flushing",
            "copying 100%, 100 B of 100 B, 10 B/s",
            "verifying 0%, 0 B of 100 B, 10 B/s");
  }

  @Test
  void jsonLineHasTheMembersOfTheContract() {
    new JsonView(to).show(MIDWAY, 0);

    assertThat(text().strip())
        .isEqualTo(
            "{\"event\":\"progress\",\"phase\":\"copying\",\"percent\":42,"
                + "\"bytesDone\":27000000000,\"bytesTotal\":64000000000,"
                + "\"bytesPerSecond\":412000000,\"secondsLeft\":90}");
  }

  @Test
  void jsonLineSaysNullWhereTheTimeIsNotKnown() {
    new JsonView(to).show(FakeJob.at(Phase.VERIFYING, 1), 0);

    assertThat(text()).contains("\"phase\":\"verifying\"").contains("\"secondsLeft\":null}");
  }

  @Test
  void jsonTellsEachPercentOnceAndInBetweenOnceASecond() {
    JsonView json = new JsonView(to);
    json.show(at(10), 0);
    json.show(at(11), SECOND / 2);
    json.show(at(12), 2 * SECOND);
    json.show(at(12), 9 * SECOND);

    assertThat(text().lines()).hasSize(2);
  }

  private static JobProgress at(long bytes) {
    return new JobProgress(Phase.COPYING, 0, bytes, 10_000, 1, OptionalLong.empty());
  }

  private String text() {
    return printed.toString(StandardCharsets.UTF_8);
  }
}
