package app.diptych.ui.disks;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.ui.SampleDisks;
import app.diptych.ui.parts.Amounts;
import java.time.LocalDateTime;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// Small things that are computed for the eye.
final class StretchTest {

  @Test
  void theStretchesOfADiskAreItsPartitionsAndTheFreeSpaceBetween() {
    var stretches = Stretch.of(SampleDisks.stick());

    assertThat(stretches)
        .extracting(stretch -> stretch.partition().isPresent())
        .containsExactly(true, false, true, false);
  }

  @Test
  void aDiskWithoutPartitionsHasNoStretches() {
    assertThat(Stretch.of(SampleDisks.card())).isEmpty();
  }

  @Test
  void timeLeftIsToldInItsTwoLargestUnits() {
    assertThat(Amounts.duration(59)).isEqualTo("59 s");
    assertThat(Amounts.duration(200)).isEqualTo("3 min 20 s");
    assertThat(Amounts.duration(7_500)).isEqualTo("2 h 5 min");
    assertThat(Amounts.duration(180_000)).isEqualTo("2 d 2 h");
  }

  @Test
  void whoHasToWaitLongIsToldUntilWhen() {
    LocalDateTime now = LocalDateTime.of(2026, 3, 6, 22, 3);

    assertThat(Amounts.timeLeft(OptionalLong.empty(), now)).isEmpty();
    assertThat(Amounts.timeLeft(OptionalLong.of(85), now)).isEqualTo("about 1 min 25 s left");
    assertThat(Amounts.timeLeft(OptionalLong.of(3_500), now))
        .matches("about 58 min 20 s left, until 11:05.PM");
    assertThat(Amounts.timeLeft(OptionalLong.of(7_200), now))
        .matches("about 2 h 0 min left, until Sat 12:05.AM");
  }

  @Test
  void exactBytesAreGroupedByThousands() {
    assertThat(Amounts.exact(64_023_257_088L)).isEqualTo("64,023,257,088 bytes");
  }
}
