package app.diptych.clone.verify;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.Region;
import org.junit.jupiter.api.Test;

final class DifferencesTest {

  @Test
  void touchingRegionsAreMerged() {
    var differences = new Differences();
    differences.add(new Region(0, 512));
    differences.add(new Region(512, 512));
    differences.add(new Region(2048, 512));

    assertThat(differences.regions()).containsExactly(new Region(0, 1024), new Region(2048, 512));
    assertThat(differences.bytes()).isEqualTo(1536);
  }

  @Test
  void tooManyAreMergedWithTheLittleBetweenThemAndNoneIsLost() {
    var differences = new Differences(10);
    for (int i = 0; i < 1000; i++) {
      differences.add(new Region(i * 1024L, 512));
    }

    assertThat(differences.regions()).hasSizeLessThanOrEqualTo(10);
    assertThat(differences.bytes()).isEqualTo(512_000);
    for (int i = 0; i < 1000; i++) {
      var differing = new Region(i * 1024L, 512);
      assertThat(differences.regions()).anyMatch(region -> region.contains(differing));
    }
  }

  @Test
  void farOnesStayApartWhenNearOnesAreMerged() {
    var differences = new Differences(2);
    differences.add(new Region(0, 512));
    differences.add(new Region(1024, 512));
    differences.add(new Region(1 << 30, 512));

    assertThat(differences.regions())
        .containsExactly(new Region(0, 1536), new Region(1 << 30, 512));
  }
}
