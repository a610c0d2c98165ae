package app.diptych.mirror;

import java.util.BitSet;

/// A log that keeps nothing of what it is told.
///
/// @param equal the parts that it calls equal
/// @param keeping what it does instead of keeping
record FixedLog(long partSize, BitSet equal, Runnable keeping) implements IntentLog {
  @Override
  public void keep(BitSet parts) {
    keeping.run();
  }
}
