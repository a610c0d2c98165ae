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
  private long comes;
  private final List<String> done = new ArrayList<>();
  private final Lookout lookout = new Lookout(this::look, this::sleep, () -> now);

  private long look() {
    done.add("look");
    now += LOOK;
    return now >= comes ? 1 : 0;
  }

  private long sleep() {
    done.add("sleep");
    now = Math.max(now, comes);
    return 1;
  }

  // Something comes in so many nanoseconds.
  private long await(long nanos) throws SystemFailure {
    done.clear();
    comes = now + nanos;
    return lookout.await();
  }

  @Test
  void theFirstIsSleptFor() throws Exception {
    assertThat(await(SOON)).isEqualTo(1);
    assertThat(done).containsExactly("sleep");
  }

  @Test
  void whatComesSoonIsNotSleptFor() throws Exception {
    await(SOON);
    for (int i = 0; i < 10; i++) {
      assertThat(await(SOON)).isEqualTo(1);
      assertThat(done).hasSize((int) (SOON / LOOK)).containsOnly("look");
    }
  }

  @Test
  void whatIsLateIsSleptForInTheEndAndFromThenOnAtOnce() throws Exception {
    await(SOON);
    assertThat(await(LATE)).isEqualTo(1);
    assertThat(done).hasSizeLessThan(200).endsWith("look", "sleep");
    await(LATE);
    assertThat(done).containsExactly("sleep");
    await(SOON);
    assertThat(done).as("which came soon").containsExactly("sleep");
    await(SOON);
    assertThat(done).containsOnly("look");
  }
}
