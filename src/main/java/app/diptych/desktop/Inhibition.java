package app.diptych.desktop;

import app.diptych.bus.Reply;
import java.util.List;

/// The time during which the system does not go to sleep or shut down by itself; closing ends it,
/// and so does the end of the process.
public final class Inhibition implements AutoCloseable {
  private final List<Reply> locks;

  /// As long as the descriptors in these answers are open.
  Inhibition(List<Reply> locks) {
    this.locks = List.copyOf(locks);
  }

  /// Whether anything is inhibited.
  public boolean isHeld() {
    return !locks.isEmpty();
  }

  @Override
  public void close() {
    locks.forEach(Reply::close);
  }
}
