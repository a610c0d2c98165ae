package app.diptych.mirror;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells a listener what has happened, in order, one call at a time, on whichever thread comes by.
final class Teller {
  private static final Logger LOG = LoggerFactory.getLogger(Teller.class);

  /// Something to tell.
  sealed interface News {
    /// A new percentage.
    record Percent(int percent) implements News {}

    /// The last flush begins.
    record Flushing() implements News {}

    /// In sync.
    record Complete() implements News {}

    /// The mirror failed.
    record Failed(MirrorState.Failed failure) implements News {}
  }

  private final MirrorListener listener;
  private final ConcurrentLinkedQueue<News> queue = new ConcurrentLinkedQueue<>();
  // Calls of tell() that have come since the thread that tells last looked at the queue.
  private final AtomicInteger calls = new AtomicInteger();

  Teller(MirrorListener listener) {
    this.listener = listener;
  }

  /// Keeps news for the next [#tell]. May be called under a lock.
  void add(News news) {
    queue.add(news);
  }

  /// Tells what was added, unless another thread is telling: then that one does. Not to be called
  /// under a lock.
  void tell() {
    if (calls.getAndIncrement() != 0) {
      return;
    }
    int seen = 1;
    do {
      for (News news = queue.poll(); news != null; news = queue.poll()) {
        deliver(news);
      }
      seen = calls.addAndGet(-seen);
    } while (seen != 0);
  }

  private void deliver(News news) {
    try {
      switch (news) {
        case News.Percent(int percent) -> listener.percent(percent);
        case News.Flushing() -> listener.flushing();
        case News.Complete() -> listener.complete();
        case News.Failed(MirrorState.Failed failure) -> listener.failed(failure);
      }
    } catch (RuntimeException e) {
      LOG.warn("a mirror's listener threw at {}", news, e);
    }
  }
}
