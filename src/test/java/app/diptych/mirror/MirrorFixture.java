package app.diptych.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.BlockDevice;
import app.diptych.block.Content;
import app.diptych.block.DeviceException;
import app.diptych.block.Durability;
import app.diptych.block.GatedDevice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// A mirror between two devices for one test, with what its listener was told, and threads for
/// callers.
final class MirrorFixture implements AutoCloseable {
  /// Bytes of a chunk.
  static final int CHUNK = 64 << 10;

  /// Chunks of 64 KiB, one in flight: small devices have many of them, and the order is known.
  static final MirrorOptions ONE_BY_ONE =
      new MirrorOptions(CopyMode.WRITE_BLOCKING, Durability.ON_FLUSH, CHUNK, CHUNK, 1);

  final Mirror mirror;
  final List<String> told = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService callers = Executors.newCachedThreadPool();

  MirrorFixture(BlockDevice primary, BlockDevice secondary, MirrorOptions options)
      throws MismatchException {
    this.mirror = Mirror.connect(primary, secondary, options, new Told());
  }

  MirrorFixture(BlockDevice primary, BlockDevice secondary) throws MismatchException {
    this(primary, secondary, ONE_BY_ONE);
  }

  private final class Told implements MirrorListener {
    @Override
    public void percent(int percent) {
      told.add(Integer.toString(percent));
    }

    @Override
    public void flushing() {
      told.add("flushing");
    }

    @Override
    public void complete() {
      told.add("complete");
      over.countDown();
    }

    @Override
    public void failed(MirrorState.Failed failure) {
      told.add("failed " + failure.side());
      over.countDown();
    }
  }

  /// Waits until the listener was told of the end, good or bad.
  MirrorFixture awaitEnd() throws InterruptedException {
    assertThat(over.await(GatedDevice.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return this;
  }

  /// Waits until the mirror is in sync.
  MirrorFixture awaitSync() throws InterruptedException {
    awaitEnd();
    assertThat(mirror.state()).isInstanceOf(MirrorState.InSync.class);
    return this;
  }

  /// Does something on a thread of its own.
  CompletableFuture<Void> async(Pair.Action action) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            action.on(mirror);
          } catch (DeviceException e) {
            throw new CompletionException(e);
          }
        },
        callers);
  }

  /// Writes bytes through the mirror on a thread of its own.
  CompletableFuture<Void> write(long offset, byte... bytes) {
    return async(device -> Content.write(device, offset, bytes));
  }

  /// Waits until the mirror has got into this state.
  void awaitState(Class<? extends MirrorState> state) {
    until(() -> state.isInstance(mirror.state()));
  }

  /// Waits until something is so, not without end.
  static void until(BooleanSupplier condition) {
    long limit = System.nanoTime() + GatedDevice.LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(limit);
      Thread.onSpinWait();
    }
  }

  /// Waits for an answer, not without end.
  static void await(CompletableFuture<?> answer) throws Exception {
    answer.get(GatedDevice.LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    mirror.close();
    callers.close();
  }
}
