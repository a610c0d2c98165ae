package app.diptych.nbd.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What is believed of a client, and for how long.
final class HabitTest {
  private final Habit habit = new Habit();

  private int request() {
    habit.comes();
    return habit.count();
  }

  @Test
  void nothingIsBelievedOfWhoIsNotKnown() {
    request();

    assertThat(habit.isToWait()).isFalse();
  }

  @Test
  void whoWaitedOnceIsBelievedForManyRequestsAndThenLookedAtAgain() {
    habit.sawFrom(request());

    int believed = 0;
    while (habit.isToWait()) {
      request();
      believed++;
    }
    assertThat(believed).isEqualTo(64);
    assertThat(habit.isToWait()).isFalse();
  }

  @Test
  void whoAskedForMoreMeanwhileIsNotBelieved() {
    habit.sawFrom(request());
    int first = request();
    request();
    habit.sawFrom(first);

    assertThat(habit.isToWait()).isFalse();
  }
}
