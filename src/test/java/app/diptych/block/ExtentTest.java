package app.diptych.block;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What is known of a region.
final class ExtentTest {
  private static final Region REGION = new Region(512, 1024);

  @Test
  void onlyDataNeedsToBeRead() {
    assertThat(new Extent(REGION, Extent.Kind.DATA).readsAsZeros()).isFalse();
    assertThat(new Extent(REGION, Extent.Kind.HOLE).readsAsZeros()).isTrue();
    assertThat(new Extent(REGION, Extent.Kind.ZERO).readsAsZeros()).isTrue();
  }

  @Test
  void whatIsUnknownIsData() {
    assertThat(Extent.unknown(REGION)).containsExactly(new Extent(REGION, Extent.Kind.DATA));
    assertThat(Extent.unknown(Region.NOWHERE)).isEmpty();
  }
}
