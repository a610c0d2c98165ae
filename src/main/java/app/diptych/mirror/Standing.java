package app.diptych.mirror;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Where a mirror stands, and what its listener was told of it.
///
/// Every method is called under the lock it was made with, which is let go while waiting.
final class Standing {
  private final Teller teller;
  private final Condition changed;
  private boolean isInSync;
  private boolean isDetached;
  private MirrorState.@Nullable Failed failure;
  private int percentTold;
  private boolean completeTold;

  Standing(ReentrantLock lock, Teller teller) {
    this.teller = teller;
    this.changed = lock.newCondition();
  }

  /// Where it stands; a failure stays one after detaching.
  MirrorState state() {
    if (failure != null) {
      return failure;
    }
    if (isDetached) {
      return new MirrorState.Detached();
    }
    return isInSync ? new MirrorState.InSync() : new MirrorState.Copying();
  }

  /// Waits until it is no longer copying.
  MirrorState awaitEndOfCopying() throws InterruptedException {
    while (state() instanceof MirrorState.Copying) {
      changed.await();
    }
    return state();
  }

  /// Whether nothing is to be copied any more, for good.
  boolean hasEnded() {
    return failure != null || isDetached;
  }

  /// Whether both sides are equal.
  boolean isInSync() {
    return isInSync;
  }

  /// Both sides are equal, and the secondary durable.
  void reachSync() {
    isInSync = true;
    tellPercent(100);
    if (!completeTold) {
      completeTold = true;
      teller.add(new Teller.News.Complete());
    }
    changed.signalAll();
  }

  /// Something may differ.
  void loseSync() {
    isInSync = false;
  }

  /// The last flush begins.
  void beginFlush() {
    teller.add(new Teller.News.Flushing());
  }

  /// So much is copied. Until the secondary is durable it is 99 at most, and nothing more is told
  /// after the end.
  void copied(Progress progress) {
    if (!hasEnded()) {
      tellPercent(Math.min(99, progress.percent()));
    }
  }

  private void tellPercent(int percent) {
    if (percent > percentTold) {
      percentTold = percent;
      teller.add(new Teller.News.Percent(percent));
    }
  }

  /// Ends in failure, unless it has ended.
  void fail(MirrorState.Failed how) {
    if (!hasEnded()) {
      failure = how;
      teller.add(new Teller.News.Failed(how));
      changed.signalAll();
    }
  }

  /// Ends.
  void detach() {
    isDetached = true;
    changed.signalAll();
  }
}
