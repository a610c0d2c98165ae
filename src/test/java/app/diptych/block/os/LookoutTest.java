package app.diptych.block.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How it is waited for what comes soon, and for what does not.
final class LookoutTest {
  private static final long SOON = 20_000;
  private static final long LATE = 5_000_000;
  private static final long LOOK = 1_000;

  private long now;
  private final List<Integer> asked = new ArrayList<>();
  private final Lookout lookout = new Lookout(() -> now);

  // Something comes in so many nanoseconds; a look takes its time as well.
  private long await(long nanos) throws SystemFailure {
    asked.clear();
    long comes = now + nanos;
    return lookout.take(least -> {
      asked.add(least);
      now = least == 0 ? now + LOOK : Math.max(now, comes);
      return now >= comes ? 1 : 0;
    });
  }

  @Test
  void theFirstIsSleptFor() throws Exception {
    assertThat(await(SOON)).isEqualTo(1);
    assertThat(asked).containsExactly(1);
  }

  @Test
  void whatComesSoonIsNotSleptFor() throws Exception {
    await(SOON);
    for (int i = 0; i < 10; i++) {
      assertThat(await(SOON)).isEqualTo(1);
      assertThat(asked).hasSize((int) (SOON / LOOK)).containsOnly(0);
    }
  }

  @Test
  void whatIsLateIsSleptForInTheEndAndFromThenOnAtOnce() throws Exception {
    await(SOON);
    assertThat(await(LATE)).isEqualTo(1);
    assertThat(asked).hasSizeLessThan(200).endsWith(0, 1);
    await(LATE);
    assertThat(asked).containsExactly(1);
    await(SOON);
    assertThat(asked).as("which came soon").containsExactly(1);
    await(SOON);
    assertThat(asked).containsOnly(0);
  }
}
