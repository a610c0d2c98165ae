package app.diptych.clone;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.Region;
import app.diptych.report.JobReport;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

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
}
