package app.diptych.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.ui.disks.Candidate;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class LandingTest {
  private final Candidate stick = new Candidate.OfDisk(SampleDisks.stick());
  private final Candidate large = new Candidate.OfDisk(SampleDisks.mounted());

  private static Candidate image(OptionalLong size) {
    return new Candidate.OfImage(Path.of("/x.img"), size);
  }

  @Test
  void equalLengths() {
    Landing landing = Landing.of(stick, new Candidate.OfDisk(SampleDisks.card())).orElseThrow();

    assertThat(landing.rest()).isZero();
    assertThat(landing.missing()).isZero();
    assertThat(landing.sectorsDiffer()).isFalse();
  }

  @Test
  void aLargerTargetKeepsItsRest() {
    Landing landing = Landing.of(stick, large).orElseThrow();

    assertThat(landing.landed()).isEqualTo(64_023_257_088L);
    assertThat(landing.rest()).isEqualTo(4_000_787_030_016L - 64_023_257_088L);
    assertThat(landing.missing()).isZero();
  }

  @Test
  void aSmallerTargetHasNoRoom() {
    Landing landing = Landing.of(large, stick).orElseThrow();

    assertThat(landing.missing()).isEqualTo(4_000_787_030_016L - 64_023_257_088L);
    assertThat(landing.rest()).isZero();
  }

  @Test
  void anImageThatIsToBeMadeIsAsLongAsTheSource() {
    Landing landing = Landing.of(stick, image(OptionalLong.empty())).orElseThrow();

    assertThat(landing.target().bytes()).isEqualTo(landing.source().bytes());
    assertThat(landing.sectorsDiffer()).isFalse();
  }

  @Test
  void whatHasNoLengthFallsNowhere() {
    assertThat(Landing.of(image(OptionalLong.empty()), stick)).isEmpty();
    assertThat(Landing.of(image(OptionalLong.of(0)), stick)).isEmpty();
  }
}
