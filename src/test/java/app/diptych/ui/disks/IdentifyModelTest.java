package app.diptych.ui.disks;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.ui.SampleDisks;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What has come and gone between two listings, and which disk that tells.
final class IdentifyModelTest {
  private final Candidate stick = new Candidate.OfDisk(SampleDisks.stick());
  private final Candidate card = new Candidate.OfDisk(SampleDisks.card());
  private final Arrivals arrivals = new Arrivals();
  private final IdentifyModel identify = new IdentifyModel();

  @Test
  void theFirstListingIsNoNews() {
    assertThat(arrivals.take(List.of(stick, card)))
        .isEqualTo(new Arrivals.News(List.of(), List.of()));
  }

  @Test
  void whatComesAndGoesIsNews() {
    arrivals.take(List.of(stick));

    assertThat(arrivals.take(List.of(card)))
        .isEqualTo(new Arrivals.News(List.of(card), List.of(stick)));
    assertThat(arrivals.take(List.of(card)).came()).isEmpty();
  }

  @Test
  void theDiskThatComesBackIsFound() {
    identify.begin();
    identify.hear(new Arrivals.News(List.of(), List.of(stick)));
    assertThat(identify.wordsProperty().get()).startsWith("SanDisk Ultra (/dev/sdb) is unplugged");

    identify.hear(new Arrivals.News(List.of(stick), List.of()));

    assertThat(identify.found()).contains(stick);
    assertThat(identify.wordsProperty().get()).contains("SanDisk Ultra (/dev/sdb)");
  }

  @Test
  void nothingIsFoundWhileNobodyLooks() {
    identify.hear(new Arrivals.News(List.of(stick), List.of()));
    assertThat(identify.found()).isEmpty();

    identify.begin();
    identify.hear(new Arrivals.News(List.of(stick), List.of()));
    identify.end();

    assertThat(identify.found()).isEmpty();
    assertThat(identify.wordsProperty().get()).isEmpty();
  }
}
