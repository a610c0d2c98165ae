package app.diptych.block;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.Latches;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class UninterruptedTest {
  @Test
  void theEndIsWaitedForAndTheInterruptionFoundAgain() throws InterruptedException {
    CountDownLatch goOn = new CountDownLatch(1);
    Thread awaited = Thread.ofPlatform().start(() -> Latches.await(goOn));
    boolean[] seen = new boolean[2];
    Thread waiting =
        Thread.ofPlatform()
            .start(() -> {
              Uninterrupted.join(awaited);
              seen[0] = !awaited.isAlive();
              seen[1] = Thread.interrupted();
            });

    waiting.interrupt();
    assertThat(waiting.join(Duration.ofMillis(20))).isFalse();
    goOn.countDown();
    waiting.join();

    assertThat(seen).containsExactly(true, true);
  }
}
