package app.diptych.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.ui.parts.Amounts;
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
    assertThat(Amounts.timeLeft(OptionalLong.empty())).isEmpty();
  }

  @Test
  void exactBytesAreGroupedByThousands() {
    assertThat(Amounts.exact(64_023_257_088L)).isEqualTo("64,023,257,088 bytes");
  }
}
