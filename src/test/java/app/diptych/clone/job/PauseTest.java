package app.diptych.clone.job;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.Await;
import app.diptych.Later;
import app.diptych.block.BlockDevice;
import app.diptych.block.Content;
import app.diptych.block.DeviceException;
import app.diptych.block.GatedDevice;
import app.diptych.block.MemoryDevice;
import app.diptych.block.Operation;
import app.diptych.block.Region;
import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.LiveUse;
import app.diptych.clone.Phase;
import app.diptych.clone.Skipping;
import app.diptych.clone.control.Control;
import app.diptych.clone.verify.Verification;
import app.diptych.mirror.IntentLog;
import app.diptych.mirror.MirrorOptions;
import app.diptych.mirror.Progress;
import app.diptych.rescue.Ends;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a job does, and does not do, while it rests.
@Timeout(240)
final class PauseTest {
  private static final int SIZE = 32 << 20;
  private static final Region ALL = new Region(0, SIZE);

  private final AtomicLong nanos = new AtomicLong();
  private final Told told = new Told();
  private final Control control = Control.of(told, nanos::get);
  private final MemoryDevice source = new MemoryDevice("source", SIZE, 512);
  private final MemoryDevice target = new MemoryDevice("target", SIZE, 512);
  private final GatedDevice gated = new GatedDevice(source);

  PauseTest() throws DeviceException {
    Content.fill(source, 1);
    Content.fill(target, 2);
  }

  private static final class Told implements CloneListener {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void phase(Phase phase) {
      lines.add(phase.toString());
    }

    @Override
    public void paused() {
      lines.add("paused");
    }

    @Override
    public void resumed() {
      lines.add("resumed");
    }
  }

  @AfterEach
  void close() {
    gated.close();
    source.close();
    target.close();
  }

  private CompletableFuture<Optional<CloneResult>> copying(LiveUse... use) {
    var run =
        new CloneRun(
            gated, target, control, use.length > 0 ? Optional.of(use[0]) : Optional.empty());
    return Later.of(() -> run.run(MirrorOptions.DEFAULT, IntentLog.NONE));
  }

  @Test
  void whileItRestsNothingIsTakenAndWhatIsUnderWayEnds() throws Exception {
    GatedDevice.Stop stop = gated.stopBefore(Operation.READ, ALL);
    var end = copying();
    stop.awaitArrivals(4);
    control.pause();
    // The four that are under way end, and no fifth one begins.
    stop.open();
    awaitBytes(16 << 20);

    assertThat(stop.hasArrival()).isFalse();
    assertThat(end).isNotDone();
    control.resume();
    assertThat(end.get(60, TimeUnit.SECONDS)).isEmpty();
    assertThat(Content.readAll(target)).isEqualTo(Content.readAll(source));
    // The copying goes on before that is told.
    assertThat(told.lines)
        .startsWith("copying", "paused")
        .containsExactlyInAnyOrder("copying", "paused", "resumed", "flushing");
  }

  private void awaitBytes(long bytes) {
    Await.until("so much is done", () -> control.board().progress().bytesDone() == bytes);
  }

  @Test
  void whileItRestsWhoUsesTheSourceIsServed() throws Exception {
    GatedDevice.Stop stop = gated.stopBefore(Operation.READ, ALL);
    control.pause();
    var begun = new CompletableFuture<BlockDevice>();
    var end = copying(use(begun));
    BlockDevice live = begun.get(60, TimeUnit.SECONDS);
    stop.open();
    try (var arena = Arena.ofShared()) {
      live.write(SIZE - 4096, arena.allocate(4096, 4096));
    }

    assertThat(control.board().progress().bytesDone()).isLessThanOrEqualTo(16 << 20);
    assertThat(end).isNotDone();
    control.resume();
    assertThat(end.get(60, TimeUnit.SECONDS)).isEmpty();
    assertThat(Content.readAll(target)).isEqualTo(Content.readAll(source));
  }

  private static LiveUse use(CompletableFuture<BlockDevice> begun) {
    return begun::complete;
  }

  @Test
  void cancelledWhileItRestsItEnds() throws Exception {
    GatedDevice.Stop stop = gated.stopBefore(Operation.READ, ALL);
    control.pause();
    var begun = new CompletableFuture<BlockDevice>();
    var end = copying(use(begun));
    begun.get(60, TimeUnit.SECONDS);
    stop.open();
    control.cancellation().cancel();

    assertThat(end.get(60, TimeUnit.SECONDS))
        .hasValueSatisfying(result -> assertThat(result).isInstanceOf(CloneResult.Cancelled.class));
    control.pause();
    assertThat(control.pausing().isPaused()).isFalse();
  }

  @Test
  void theComparingRestsToo() throws Exception {
    Content.fill(target, 1);
    control.pause();
    GatedDevice.Stop stop = gated.stopBefore(Operation.READ, ALL);
    var end = Later.of(() -> new Verification(gated, target, control, false).both(false));
    awaitPhase("verifying");

    assertThat(stop.hasArrival()).isFalse();
    stop.open();
    control.resume();
    assertThat(end.get(60, TimeUnit.SECONDS)).isEmpty();
  }

  private void awaitPhase(String phase) {
    Await.until("it is " + phase, () -> told.lines.contains(phase));
  }

  @Test
  void aComparisonThatIsLeftOutEndsAtOnceEvenWhileItRests() throws Exception {
    control.pause();
    var end = Later.of(() -> new Verification(gated, target, control, false).both(false));
    awaitPhase("verifying");
    control.skipVerification();

    assertThat(end.get(60, TimeUnit.SECONDS)).isEmpty();
    assertThat(control.omission().isWished()).isTrue();
  }

  @Test
  void onceAllWasComparedItIsTooLateToLeaveItOut() throws Exception {
    Content.fill(target, 1);
    assertThat(new Verification(source, target, control, false).both(false)).isEmpty();
    control.skipVerification();

    assertThat(control.omission().isWished()).isFalse();
  }

  @Test
  void aRescueRestsToo() throws Exception {
    control.pause();
    GatedDevice.Stop stop = gated.stopBefore(Operation.READ, ALL);
    var options = CloneRequest.Options.DEFAULT.with(new Skipping(0, Optional.empty()));
    var run = new RescueRun(new Ends(gated, target), options, 0, control);
    var end = Later.of(() -> run.run(() -> {}));
    awaitPhase("copying");

    assertThat(stop.hasArrival()).isFalse();
    stop.open();
    control.resume();
    assertThat(end.get(60, TimeUnit.SECONDS)).isInstanceOf(RescueRun.Result.Copied.class);
    assertThat(Content.readAll(target)).isEqualTo(Content.readAll(source));
  }

  @Test
  void theTimeOfTheRestDoesNotCount() {
    var done = new AtomicLong();
    control.board().begin(Phase.COPYING, () -> new Progress(done.get(), 1000));
    for (int i = 0; i < 10; i++) {
      nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
      done.addAndGet(10);
      assertThat(control.board().progress().bytesPerSecond()).isEqualTo(10);
    }
    control.pause();
    assertThat(control.board().progress().bytesPerSecond()).isZero();
    assertThat(control.board().progress().secondsLeft()).isEmpty();
    nanos.addAndGet(TimeUnit.HOURS.toNanos(1));
    control.resume();

    assertThat(control.board().progress().bytesPerSecond()).isEqualTo(10);
    assertThat(control.board().progress().secondsLeft()).hasValue(90);
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
    done.addAndGet(10);
    assertThat(control.board().progress().bytesPerSecond()).isEqualTo(10);
  }
}
