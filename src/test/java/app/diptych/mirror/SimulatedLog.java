package app.diptych.mirror;

import java.time.Duration;
import java.util.BitSet;

/// A log that takes its time, and of which a crash meanwhile leaves the old state or the new one.
final class SimulatedLog implements IntentLog {
  private static final long KEEPING = 50_000;

  private final long partSize;
  private final SimulatedTime time;
  private final BitSet first;
  // What a crash at this moment may leave: the one or the other.
  private BitSet before;
  private BitSet after;

  /// A log that calls these parts equal.
  SimulatedLog(long partSize, BitSet equal, SimulatedTime time) {
    this.partSize = partSize;
    this.time = time;
    this.first = (BitSet) equal.clone();
    this.before = first;
    this.after = first;
  }

  @Override
  public long partSize() {
    return partSize;
  }

  @Override
  public BitSet equal() {
    return first;
  }

  @Override
  public void keep(BitSet equal) {
    after = (BitSet) equal.clone();
    time.rest(KEEPING);
    before = after;
  }

  @Override
  public Duration quiet() {
    return Duration.ofNanos(300_000);
  }

  /// The parts that somebody may find called equal after a crash at this moment.
  BitSet surviving() {
    BitSet either = (BitSet) before.clone();
    either.or(after);
    return either;
  }
}
