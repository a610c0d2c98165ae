package app.diptych.mirror;

import java.io.IOException;
import java.time.Duration;
import java.util.BitSet;

/// Where a mirror keeps, beyond its own life, which parts of the devices are equal on both sides.
///
/// A part is kept as equal only when that is durable on both sides, and no longer, durably, before
/// anybody writes to it. So after a crash, whatever was lost, the parts that are kept as equal are.
public interface IntentLog {

  /// Keeps nothing.
  IntentLog NONE =
      new IntentLog() {
        @Override
        public long partSize() {
          return Long.MAX_VALUE;
        }

        @Override
        public BitSet equal() {
          return new BitSet();
        }

        @Override
        public void keep(BitSet equal) {}
      };

  /// Bytes of a part, a multiple of the mirror's chunks; the last one may have fewer.
  long partSize();

  /// The parts that were equal when the mirror begins.
  BitSet equal();

  /// Keeps these parts as equal, and no others; durably on return. One call after the other.
  ///
  /// @throws IOException if it cannot; what is kept may then be this or what was before
  void keep(BitSet equal) throws IOException;

  /// How long nobody must have written to a part until it is kept as equal again. Where people
  /// write all the time it costs them nothing then.
  default Duration quiet() {
    return Duration.ofSeconds(15);
  }
}
