package app.diptych.nbd.server;

import app.diptych.nbd.Visitor;
import java.util.concurrent.atomic.LongAdder;

/// What a connection has moved so far.
final class Traffic {
  private final LongAdder reads = new LongAdder();
  private final LongAdder bytesRead = new LongAdder();
  private final LongAdder writes = new LongAdder();
  private final LongAdder bytesWritten = new LongAdder();

  /// Counts a piece of a READ that was answered, and the request with its first piece.
  void read(boolean isFirst, long bytes) {
    if (isFirst) {
      reads.increment();
    }
    bytesRead.add(bytes);
  }

  /// Counts a piece of a WRITE that was done, and the request with its first piece.
  void wrote(boolean isFirst, long bytes) {
    if (isFirst) {
      writes.increment();
    }
    bytesWritten.add(bytes);
  }

  /// The visitor that has moved so much.
  Visitor visitor(long id, String peer, boolean isEncrypted, String export) {
    return new Visitor(
        id,
        peer,
        isEncrypted,
        export,
        reads.sum(),
        bytesRead.sum(),
        writes.sum(),
        bytesWritten.sum());
  }
}
