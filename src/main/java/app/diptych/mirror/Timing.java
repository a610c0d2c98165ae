package app.diptych.mirror;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A clock, and waiting by it.
interface Timing {
  /// To be waited for without end.
  long UNTIL_SIGNAL = Long.MAX_VALUE;

  /// The machine's.
  Timing SYSTEM =
      new Timing() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        // Who calls it looks again, in a loop.
        @SuppressWarnings("WaitNotInLoop")
        @Override
        public void await(ReentrantLock lock, Condition condition, long nanos) {
          if (nanos == UNTIL_SIGNAL) {
            condition.awaitUninterruptibly();
            return;
          }
          try {
            var _ = condition.awaitNanos(nanos);
          } catch (InterruptedException _) {
            // The threads that wait here are the copier's own, which nobody interrupts.
          }
        }
      };

  /// Nanoseconds since some moment.
  long nanos();

  /// Waits for a signal, for so long at most; may return earlier. Called under the lock, which the
  /// condition is one of.
  void await(ReentrantLock lock, Condition condition, long nanos);
}
