package app.diptych.clone.verify;

import app.diptych.mirror.Progress;
import java.util.function.IntConsumer;

/// How far something is, whose whole percentages are told. One thread counts, any reads.
final class Counted {
  private final long total;
  private final IntConsumer percent;
  // Volatile: written by the counting thread, read by whoever asks for progress.
  private volatile long done;

  /// Nothing of `total` bytes is done.
  ///
  /// @param percent is told each new one, on the counting thread
  Counted(long total, IntConsumer percent) {
    this.total = total;
    this.percent = percent;
  }

  /// How far it is.
  Progress progress() {
    return new Progress(done, total);
  }

  /// So many bytes are done, which never become fewer.
  void reach(long bytes) {
    int before = progress().percent();
    done = Math.max(done, bytes);
    int after = progress().percent();
    for (int value = before + 1; value <= after; value++) {
      percent.accept(value);
    }
  }
}
