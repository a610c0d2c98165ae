package app.diptych.clone;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.Region;
import app.diptych.report.JobReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The sentences for how jobs ended.
final class EndingsTest {
  private static final CloneRequest REQUEST =
      Images.request(Path.of("a.img"), Path.of("b.img"), CloneRequest.Options.DEFAULT);
  private static final JobReport.Places DIFFERING =
      new JobReport.Places(1, 512, List.of(new Region(0, 512)));

  @Test
  void aRefusalIsToldAlikeWhateverWasWished() {
    CloneResult refused = new CloneResult.Refused(List.of(new Refusal.UnderWay("b.img")));
    String told = Endings.of(refused, REQUEST);

    assertThat(told).contains("b.img");
    assertThat(Endings.compared(refused, REQUEST)).isEqualTo(told);
    assertThat(Endings.repaired(refused, REQUEST, DIFFERING)).isEqualTo(told);
  }

  @Test
  void anEarlyEndCallsATargetIncompleteOnlyWhereItWasWrittenTo() {
    CloneResult cancelled = new CloneResult.Cancelled(512, 4096);

    assertThat(Endings.ended(cancelled, REQUEST)).contains("b.img is incomplete");
    assertThat(Endings.compared(cancelled, REQUEST))
        .contains("512", "4096")
        .doesNotContain("incomplete");
    assertThat(Endings.repaired(cancelled, REQUEST, DIFFERING)).contains("b.img");
  }

  @Test
  void whatWasSkippedGoesOnFromTheMapThatWasWritten(@TempDir Path folder) throws IOException {
    Path map = folder.resolve("a.map");
    var skipping = CloneRequest.Options.DEFAULT.with(new Skipping(0, Optional.of(map)));
    var request = new CloneRequest(REQUEST.source(), REQUEST.target(), skipping);
    CloneResult cancelled = new CloneResult.Cancelled(512, 4096);
    CloneResult failed = new CloneResult.Failed(Phase.RESCUING, "why");

    assertThat(Endings.of(cancelled, request)).endsWith("b.img is incomplete.");
    Files.createFile(map);
    assertThat(Endings.of(cancelled, request)).endsWith("--map " + map + " goes on from there.");
    assertThat(Endings.of(failed, request)).endsWith("--map " + map + " goes on from there.");
  }
}
