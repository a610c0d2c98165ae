package app.diptych.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/// Regions, and above all their ends.
final class RegionTest {
  private static final Region REGION = new Region(4096, 8192);

  @Test
  void adjacentRegionsDoNotOverlap() {
    assertThat(REGION.overlaps(new Region(0, 4096))).isFalse();
    assertThat(REGION.overlaps(new Region(12288, 512))).isFalse();
  }

  @Test
  void regionsThatShareOneSectorOverlapFromEitherSide() {
    Region left = new Region(0, 4608);
    Region right = new Region(11776, 4096);

    assertThat(REGION.overlaps(left)).isTrue();
    assertThat(left.overlaps(REGION)).isTrue();
    assertThat(REGION.overlaps(right)).isTrue();
    assertThat(right.overlaps(REGION)).isTrue();
  }

  @Test
  void aRegionOverlapsWhatItHoldsAndItself() {
    Region inside = new Region(5120, 512);

    assertThat(REGION.overlaps(inside)).isTrue();
    assertThat(inside.overlaps(REGION)).isTrue();
    assertThat(REGION.overlaps(REGION)).isTrue();
  }

  @Test
  void anEmptyRegionOverlapsNothing() {
    Region empty = new Region(5120, 0);

    assertThat(empty.isEmpty()).isTrue();
    assertThat(REGION.overlaps(empty)).isFalse();
    assertThat(empty.overlaps(REGION)).isFalse();
  }

  @Test
  void containsWhatEndsWhereItEnds() {
    assertThat(REGION.contains(REGION)).isTrue();
    assertThat(REGION.contains(new Region(11776, 512))).isTrue();
    assertThat(REGION.contains(new Region(11776, 1024))).isFalse();
    assertThat(REGION.contains(new Region(3584, 1024))).isFalse();
  }

  @Test
  void intersectsToWhatLiesInBoth() {
    assertThat(REGION.intersect(new Region(0, 4608))).isEqualTo(new Region(4096, 512));
    assertThat(REGION.intersect(new Region(11776, 4096))).isEqualTo(new Region(11776, 512));
    assertThat(REGION.intersect(new Region(20480, 512)).isEmpty()).isTrue();
    assertThat(REGION.intersect(new Region(0, 512)).isEmpty()).isTrue();
  }

  @Test
  void isMadeOfTwoEnds() {
    assertThat(Region.between(4096, 12288)).isEqualTo(REGION);
    assertThat(REGION.end()).isEqualTo(12288);
  }

  @Test
  void reachesAsFarAsALongDoes() {
    Region last = new Region(Long.MAX_VALUE - 512, 512);

    assertThat(last.end()).isEqualTo(Long.MAX_VALUE);
    assertThatThrownBy(() -> new Region(Long.MAX_VALUE - 511, 512))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void isNeverNegative() {
    assertThatThrownBy(() -> new Region(-512, 512)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Region.between(512, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-512");
  }

  @Test
  void isWrittenAsInErrorLines() {
    assertThat(REGION).hasToString("@4096+8192");
  }
}
