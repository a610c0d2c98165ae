package app.diptych.clone.job;

import static app.diptych.clone.Results.cancelled;
import static app.diptych.clone.Results.failed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.Later;
import app.diptych.block.BlockDevice;
import app.diptych.block.Content;
import app.diptych.block.DeviceException;
import app.diptych.block.Fault;
import app.diptych.block.FaultyDevice;
import app.diptych.block.GatedDevice;
import app.diptych.block.Geometry;
import app.diptych.block.MemoryDevice;
import app.diptych.block.Operation;
import app.diptych.block.Region;
import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Endpoint;
import app.diptych.clone.JobProgress;
import app.diptych.clone.LiveUse;
import app.diptych.clone.Phase;
import app.diptych.clone.Refusal;
import app.diptych.clone.check.Subject;
import app.diptych.clone.control.Cancellation;
import app.diptych.clone.control.Control;
import app.diptych.mirror.IntentLog;
import app.diptych.mirror.MirrorOptions;
import app.diptych.mirror.MismatchException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The copying phases on devices in memory, with faults and interleavings of choice.
@Timeout(240)
final class CloneRunTest {
  private static final int SIZE = 8 << 20;

  private final RecordingListener listener = new RecordingListener();
  private final Control control = Control.of(listener, System::nanoTime);
  private final Cancellation cancellation = control.cancellation();
  private final List<BlockDevice> devices = new ArrayList<>();
  private final MemoryDevice source = device(new MemoryDevice("the-source", SIZE, 512));
  private final MemoryDevice target = device(new MemoryDevice("the-target", SIZE, 512));

  CloneRunTest() throws DeviceException {
    Content.fill(source, 1);
    Content.fill(target, 2);
  }

  private <T extends BlockDevice> T device(T device) {
    devices.add(device);
    return device;
  }

  @AfterEach
  void close() {
    devices.forEach(BlockDevice::close);
  }

  private Optional<CloneResult> run(BlockDevice from, BlockDevice to, LiveUse... use)
      throws MismatchException {
    return new CloneRun(from, to, control, Optional.ofNullable(use.length > 0 ? use[0] : null))
        .run(MirrorOptions.DEFAULT, IntentLog.NONE);
  }

  @Test
  void theTargetEqualsTheSource() throws Exception {
    assertThat(run(source, target)).isEmpty();
    assertThat(Content.readAll(target)).isEqualTo(Content.readAll(source));
  }

  @Test
  void phasesAndPercentsAreToldInOrderAndOneByOne() throws Exception {
    run(source, target);

    assertThat(listener.phases()).containsExactly("copying", "flushing");
    assertThat(listener.percents(Phase.COPYING)).isSorted().doesNotHaveDuplicates().endsWith(100);
    assertThat(listener.wasCalledTwiceAtOnce()).isFalse();
    assertThat(control.board().progress().bytesDone()).isEqualTo(SIZE);
  }

  @Test
  void aListenerThatThrowsDoesNotStopTheClone() throws Exception {
    var careless =
        Control.of(
            new CloneListener() {
              @Override
              public void phase(Phase phase) {
                throw new IllegalStateException("careless");
              }

              @Override
              public void percent(Phase phase, int percent) {
                throw new IllegalStateException("careless");
              }
            },
            System::nanoTime);

    assertThat(
            new CloneRun(source, target, careless, Optional.empty())
                .run(MirrorOptions.DEFAULT, IntentLog.NONE))
        .isEmpty();
    assertThat(Content.readAll(target)).isEqualTo(Content.readAll(source));
  }

  @Test
  void aSourceThatCannotBeReadIsNamedWithThePlace() throws Exception {
    var faulty =
        new FaultyDevice(source).failAt(Operation.READ, new Region(5 << 20, 512), Fault.eio());

    CloneResult.Failed failed = failed(run(faulty, target).orElseThrow());
    assertThat(failed.phase()).isEqualTo(Phase.COPYING);
    assertThat(failed.reason())
        .startsWith("source: read the-source @")
        .endsWith("EIO (Input/output error)");
    assertThat(failed.couldSkip()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"noSpace, ENOSPC", "eio, EIO", "disconnected, ENXIO"})
  void aTargetThatCannotBeWrittenIsNamed(String fault, String errno) throws Exception {
    Fault of =
        switch (fault) {
          case "noSpace" -> Fault.noSpace();
          case "eio" -> Fault.eio();
          default -> Fault.disconnected();
        };
    var faulty = new FaultyDevice(target).failFrom(Operation.WRITE, 2, of);

    CloneResult.Failed failed = failed(run(source, faulty).orElseThrow());
    assertThat(failed.reason()).startsWith("target: write the-target @").contains(errno);
    assertThat(failed.cure() == CloneResult.Cure.ROOM).isEqualTo(fault.equals("noSpace"));
  }

  @Test
  void aTargetThatCannotBeFlushedFailsInThatPhase() throws Exception {
    // After the ends are wiped, and before the head comes, there is a flush each.
    var faulty = new FaultyDevice(target).failFrom(Operation.FLUSH, 3, Fault.eio());

    assertThat(failed(run(source, faulty).orElseThrow()).phase()).isEqualTo(Phase.FLUSHING);
  }

  @Test
  void cancelledMeanwhileItTellsHowFarItCame() throws Exception {
    long size = 64 << 20;
    var from = device(new MemoryDevice("from", size, 512));
    Content.fill(from, 3);
    var gated = new GatedDevice(device(new MemoryDevice("to", size, 512)));
    try (var stop = gated.stopBefore(Operation.WRITE, gated.geometry().region())) {
      CompletableFuture<Optional<CloneResult>> result = start(from, gated);
      stop.awaitArrival();
      cancellation.cancel();
      // One write after the other, so that there is always one left to be cancelled before.
      for (int i = 0; i < 10 && !result.isDone(); i++) {
        stop.letOne();
        result.copy().completeOnTimeout(Optional.empty(), 100, TimeUnit.MILLISECONDS).join();
      }

      CloneResult.Cancelled cancelled = cancelled(result.get(60, TimeUnit.SECONDS).orElseThrow());
      assertThat(cancelled.bytesDone()).isLessThan(size);
      assertThat(cancelled.bytesTotal()).isEqualTo(size);
    }
  }

  @Test
  void cancelledBeforeItBeginsItWritesNothing() throws Exception {
    byte[] before = Content.readAll(target);
    cancellation.cancel();

    assertThat(run(source, target)).contains(Control.NOTHING_DONE);
    assertThat(Content.readAll(target)).isEqualTo(before);
  }

  @Test
  void progressCanBeAskedForMeanwhile() throws Exception {
    var gated = new GatedDevice(target);
    try (var stop = gated.stopBefore(Operation.WRITE, new Region(7 << 20, 512))) {
      CompletableFuture<Optional<CloneResult>> result = start(source, gated);
      stop.awaitArrival();
      JobProgress progress = control.board().progress();
      stop.open();

      assertThat(progress.phase()).isEqualTo(Phase.COPYING);
      assertThat(progress.bytesTotal()).isEqualTo(SIZE);
      assertThat(progress.percent()).isBetween(0, 99);
      assertThat(result.get(60, TimeUnit.SECONDS)).isEmpty();
    }
  }

  private CompletableFuture<Optional<CloneResult>> start(BlockDevice from, BlockDevice to) {
    return Later.of(() -> run(from, to));
  }

  /// Writes once, at the end of the copying, and counts its calls.
  private static final class LateWriter implements LiveUse {
    private final CountDownLatch begun = new CountDownLatch(1);
    private BlockDevice device;
    private int ends;

    LateWriter(BlockDevice device) {
      this.device = device;
    }

    @Override
    public void begin(BlockDevice live) {
      device = live;
      begun.countDown();
    }

    @Override
    public void end() {
      ends++;
      try {
        Content.write(device, SIZE / 2, Content.random(9, 4096));
      } catch (DeviceException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void whatLiveUseWritesAtTheVeryEndIsOnBothSidesAndFlushed() throws Exception {
    var counted = new FaultyDevice(target);
    var writer = new LateWriter(source);

    assertThat(run(source, counted, writer)).isEmpty();
    assertThat(writer.ends).isEqualTo(1);
    assertThat(Content.read(source, SIZE / 2, 4096)).isEqualTo(Content.random(9, 4096));
    assertThat(Content.readAll(target)).isEqualTo(Content.readAll(source));
    assertThat(counted.count(Operation.FLUSH)).isGreaterThanOrEqualTo(2);
  }

  @Test
  void aTargetThatFailsUnderLiveUsesLastWriteIsNotCalledComplete() throws Exception {
    var faulty = new FaultyDevice(target);
    var writer =
        new LiveUse() {
          private BlockDevice live = source;

          @Override
          public void begin(BlockDevice device) {
            live = device;
          }

          @Override
          public void end() {
            faulty.failAt(Operation.WRITE, new Region(0, SIZE), Fault.eio());
            try {
              Content.write(live, 0, Content.random(9, 4096));
            } catch (DeviceException e) {
              throw new IllegalStateException(e);
            }
          }
        };

    assertThat(failed(run(source, faulty, writer).orElseThrow()).reason()).startsWith("target: ");
  }

  @Test
  void aSourceThatCannotBeFlushedAfterLiveUseFails() throws Exception {
    var faulty = new FaultyDevice(source).failFrom(Operation.FLUSH, 1, Fault.eio());

    assertThat(failed(run(faulty, target, new LateWriter(source)).orElseThrow()).reason())
        .startsWith("source: flush");
  }

  @Test
  void liveUseIsEndedWhenTheCloneFails() throws Exception {
    var faulty = new FaultyDevice(target).failFrom(Operation.WRITE, 1, Fault.noSpace());
    var writer = new LateWriter(source);

    assertThat(run(source, faulty, writer)).isPresent();
    assertThat(writer.ends).isEqualTo(1);
  }

  @Test
  void aBugOfLiveUseIsThrownAndLeavesNothingRunning() {
    LiveUse use =
        _ -> {
          throw new IllegalStateException("a bug");
        };

    assertThatThrownBy(() -> run(source, target, use)).hasMessage("a bug");
  }

  @Test
  void devicesThatDoNotGoTogetherAreRefusedByTheMirrorToo() {
    var readOnly = device(new MemoryDevice("read-only", new Geometry(SIZE, 512, true)));
    var longer = device(new MemoryDevice("longer", SIZE + 512, 512));
    var odd = device(new MemoryDevice("odd", 520 * 512, 520));
    Subject subject = Subject.unknown(Refusal.Role.TARGET, new Endpoint.ImageFile(Path.of("t")));

    assertThat(List.of(readOnly, longer, odd))
        .extracting(to -> refusal(to, subject))
        .containsExactly(
            new Refusal.ReadOnlyTarget("t"),
            new Refusal.Lengths(SIZE, SIZE + 512, false),
            new Refusal.SectorSizes(512, 520));
  }

  private Refusal refusal(BlockDevice to, Subject subject) {
    try {
      throw new IllegalStateException("not refused: " + run(source, to));
    } catch (MismatchException e) {
      return CloneRun.refusal(e.mismatch(), subject);
    }
  }
}
