package app.diptych.clone.pair;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.DeviceException;
import app.diptych.block.Fault;
import app.diptych.block.FaultyDevice;
import app.diptych.block.GatedDevice;
import app.diptych.block.MemoryDevice;
import app.diptych.block.Operation;
import app.diptych.block.Region;
import app.diptych.block.WatchedDevice;
import app.diptych.clone.CloneListener;
import app.diptych.clone.Phase;
import app.diptych.clone.Stall;
import app.diptych.clone.Wording;
import app.diptych.clone.control.Board;
import app.diptych.clone.control.Control;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who is told of a device that does not answer, and when.
@Timeout(240)
final class WatchdogTest {
  private static final int SIZE = 1 << 20;

  private final AtomicLong nanos = new AtomicLong(-5_000_000_000L);
  private final List<String> told = new ArrayList<>();
  private final Board board =
      Control.of(
              new CloneListener() {
                @Override
                public void phase(Phase phase) {}

                @Override
                public void stalled(Stall stall) {
                  told.add(Wording.stalled(stall));
                }

                @Override
                public void recovered(Stall stall) {
                  told.add(Wording.recovered(stall));
                }
              },
              nanos::get)
          .board();
  private final MemoryDevice memory = new MemoryDevice("/dev/sdx", SIZE, 512);
  private final FaultyDevice faulty = new FaultyDevice(memory);
  private final GatedDevice gated = new GatedDevice(faulty);
  private final WatchedDevice source = new WatchedDevice(memory, nanos::get);
  private final WatchedDevice target = new WatchedDevice(gated, nanos::get);
  private final Watchdog dog = new Watchdog(source, target, board, nanos::get);
  private final GatedDevice.Stop stop = gated.stopBefore(Operation.FLUSH, new Region(0, SIZE));
  private final CompletableFuture<Void> flushed = new CompletableFuture<>();

  @AfterEach
  void close() {
    gated.openAll();
    gated.close();
    memory.close();
  }

  private void flush(WatchedDevice device) {
    Thread.ofPlatform()
        .start(() -> {
          try {
            device.flush();
            flushed.complete(null);
          } catch (DeviceException e) {
            flushed.completeExceptionally(e);
          }
        });
    stop.awaitArrival();
  }

  private void pass(Duration time) {
    for (long left = time.toMillis(); left > 0; left -= 500) {
      nanos.addAndGet(Duration.ofMillis(500).toNanos());
      dog.look();
    }
  }

  @Test
  void aDeviceThatAnswersIsNotSpokenOf() throws DeviceException {
    source.flush();
    pass(Duration.ofMinutes(1));

    assertThat(told).isEmpty();
    assertThat(source.oldest()).isEmpty();
  }

  @Test
  void aDeviceThatDoesNotIsToldOnceAndThatItAnswersAgain() throws Exception {
    flush(target);
    pass(Duration.ofMillis(9_500));
    assertThat(told).isEmpty();
    assertThat(board.isStalled()).isFalse();
    pass(Duration.ofSeconds(10));
    assertThat(told)
        .containsExactly(
            "Target /dev/sdx has not answered for 10 s (flush). The job waits for it.");
    assertThat(board.isStalled()).isTrue();
    stop.open();
    flushed.get(60, TimeUnit.SECONDS);
    pass(Duration.ofSeconds(1));

    assertThat(told.subList(1, told.size()))
        .containsExactly("Target /dev/sdx answers again, after 19 s (flush).");
    assertThat(board.isStalled()).isFalse();
  }

  @Test
  void theTimeInWhichNothingRanIsNotTheDevices() {
    flush(target);
    pass(Duration.ofSeconds(5));
    // The machine slept, and the request with it.
    nanos.addAndGet(Duration.ofHours(8).toNanos());
    pass(Duration.ofMillis(9_500));
    assertThat(told).isEmpty();
    pass(Duration.ofSeconds(1));

    assertThat(told).hasSize(1);
  }

  @Test
  void clientsWaitForTheTargetForMoreThanAMinuteButNotForEver() {
    var letGo = new AtomicInteger();
    var clients = new WatchedDevice(target, nanos::get);
    dog.protect(clients, letGo::incrementAndGet);
    flush(clients);
    pass(Duration.ofSeconds(74));
    assertThat(letGo).hasValue(0);
    pass(Duration.ofSeconds(75));

    assertThat(letGo).hasValue(1);
    assertThat(told).hasSize(1);
    assertThat(board.isStalled()).isFalse();
  }

  @Test
  void aTargetThatNobodyWaitsForMayTakeItsTime() {
    var letGo = new AtomicInteger();
    dog.protect(new WatchedDevice(target, nanos::get), letGo::incrementAndGet);
    flush(target);
    pass(Duration.ofMinutes(10));

    assertThat(letGo).hasValue(0);
  }

  @Test
  void whatWasToldIsTakenBackWhenTheDogGoes() throws Exception {
    flush(target);
    pass(Duration.ofSeconds(11));
    stop.open();
    flushed.get(60, TimeUnit.SECONDS);
    dog.close();

    assertThat(told).hasSize(2).last().asString().contains("answers again");
    assertThat(board.isStalled()).isFalse();
  }

  /// Whoever cuts off a server that is silent has its requests end, and so does a server that dies.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDeviceThatIsGoneDoesNotAnswerAgain(boolean looksOnceMore) {
    faulty.failFrom(Operation.FLUSH, 1, Fault.disconnected());
    flush(target);
    pass(Duration.ofSeconds(11));
    stop.open();
    assertThat(flushed).failsWithin(Duration.ofMinutes(1));
    if (looksOnceMore) {
      pass(Duration.ofSeconds(1));
    }
    dog.close();

    assertThat(told).hasSize(1);
    assertThat(board.isStalled()).isFalse();
  }

  @Test
  void whenTheJobIsOverNothingIsTold() {
    flush(target);
    board.end();
    pass(Duration.ofMinutes(1));

    assertThat(told).isEmpty();
  }
}
