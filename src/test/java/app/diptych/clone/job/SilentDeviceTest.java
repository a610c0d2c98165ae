package app.diptych.clone.job;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.Content;
import app.diptych.block.DeviceException;
import app.diptych.block.GatedDevice;
import app.diptych.block.MemoryDevice;
import app.diptych.block.Operation;
import app.diptych.block.Region;
import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneResult;
import app.diptych.clone.control.Control;
import app.diptych.clone.control.Patience;
import app.diptych.clone.verify.Verification;
import app.diptych.mirror.IntentLog;
import app.diptych.mirror.MirrorOptions;
import app.diptych.mirror.MismatchException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The end of a job whose device answers no more, and which nothing can cut short.
@Timeout(240)
final class SilentDeviceTest {
  private static final int SIZE = 32 << 20;
  private static final Region ALL = new Region(0, SIZE);

  private final Control control = Control.of(CloneListener.NONE, System::nanoTime);
  private final MemoryDevice source = new MemoryDevice("source", SIZE, 512);
  private final MemoryDevice target = new MemoryDevice("target", SIZE, 512);
  private final GatedDevice from = new GatedDevice(source);
  private final GatedDevice onto = new GatedDevice(target);
  private final CompletableFuture<Void> left = new CompletableFuture<>();

  SilentDeviceTest() throws DeviceException {
    Content.fill(source, 1);
  }

  @AfterEach
  void close() {
    from.openAll();
    onto.openAll();
    left.orTimeout(60, TimeUnit.SECONDS).join();
    source.close();
    target.close();
  }

  private CompletableFuture<CloneResult> run() {
    return CompletableFuture.supplyAsync(() ->
        control.attempt(
            () -> Patience.Grace.BRIEF,
            _ -> {
              try {
                return new CloneRun(from, onto, control, Optional.empty())
                    .run(MirrorOptions.DEFAULT, IntentLog.NONE)
                    .or(() -> new Verification(from, onto, control, false).both(false))
                    .orElseGet(() -> new CloneResult.Completed(SIZE, Duration.ZERO, true));
              } catch (MismatchException e) {
                throw new IllegalStateException(e);
              } finally {
                left.complete(null);
              }
            }));
  }

  enum Silence {
    READING,
    WRITING,
    FLUSHING,
    COMPARING
  }

  private GatedDevice.Stop stop(Silence silence) {
    return switch (silence) {
      case READING -> from.stopBefore(Operation.READ, ALL);
      case WRITING -> onto.stopBefore(Operation.WRITE, ALL);
      case FLUSHING -> onto.stopBefore(Operation.FLUSH, ALL);
      case COMPARING -> onto.stopBefore(Operation.READ, ALL);
    };
  }

  @ParameterizedTest
  @EnumSource
  void cancelledItEndsWithinASecondAndWhatWaitsEndsWithTheDevice(Silence silence) throws Exception {
    assertThat(Patience.Grace.BRIEF.lasting().plus(Patience.UNWINDING))
        .isLessThan(Duration.ofSeconds(1));
    GatedDevice.Stop stop = stop(silence);
    CompletableFuture<CloneResult> end = run();
    stop.awaitArrival();
    control.cancellation().cancel();
    CloneResult result = end.get(60, TimeUnit.SECONDS);

    assertThat(result).isInstanceOf(CloneResult.Cancelled.class);
    assertThat(left).isNotDone();
    stop.open();
    left.get(60, TimeUnit.SECONDS);
  }

  @Test
  void whatAnswersInTimeIsWaitedFor() throws Exception {
    GatedDevice.Stop stop = onto.stopBefore(Operation.FLUSH, ALL);
    CompletableFuture<CloneResult> end = run();
    stop.awaitArrival();
    control.cancellation().cancel();
    stop.open();

    assertThat(end.get(60, TimeUnit.SECONDS)).isInstanceOf(CloneResult.Cancelled.class);
    assertThat(left.get(60, TimeUnit.SECONDS)).isNull();
  }
}
