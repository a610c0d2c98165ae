package app.diptych.nbd.server;

import java.util.concurrent.atomic.AtomicInteger;

/// Whether a client waits for each answer before it asks for more. It is found out while a request
/// is done beside the next one, which would have come meanwhile, and is then believed for some
/// time.
///
/// The leader of the connection tells what comes, any worker what it has seen.
final class Habit {
  // How many requests in a row may keep the next one waiting before it is looked again.
  private static final int BELIEVED = 64;

  private final AtomicInteger come = new AtomicInteger();
  private final AtomicInteger belief = new AtomicInteger();

  /// A request has come.
  void comes() {
    come.incrementAndGet();
  }

  /// Whether no other request will come before the last one is answered; to be asked once for each.
  boolean isToWait() {
    return belief.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
  }

  /// How many have come, for [#sawFrom].
  int count() {
    return come.get();
  }

  /// A request was done and others could have come meanwhile, since there were so many.
  void sawFrom(int count) {
    belief.set(come.get() == count ? BELIEVED : 0);
  }
}
