package app.diptych.bus;

import java.lang.foreign.MemorySegment;

/// What came back of a call. The descriptors that came along stay open until it is closed.
public final class Reply implements AutoCloseable {
  private final MemorySegment answer;
  private final MemorySegment descriptors;
  private boolean isClosed;

  /// An answer.
  ///
  /// @param answer the values, a `GVariant`
  /// @param descriptors a `GUnixFDList`; null's address where none came along
  Reply(MemorySegment answer, MemorySegment descriptors) {
    this.answer = answer;
    this.descriptors = descriptors;
  }

  /// The values in GVariant's text format.
  public String text() {
    return Gio.print(answer);
  }

  /// A duplicate of the first descriptor, closed on exec, which belongs to the caller.
  ///
  /// @throws BusException where none came along
  public int descriptor() throws BusException {
    if (!hasDescriptor()) {
      throw new BusException("no descriptor came with the answer " + text());
    }
    return Gio.descriptor(descriptors, 0);
  }

  /// Whether a descriptor came along.
  public boolean hasDescriptor() {
    return !descriptors.equals(Gio.NULL);
  }

  @Override
  public void close() {
    if (isClosed) {
      return;
    }
    isClosed = true;
    Gio.unrefVariant(answer);
    if (hasDescriptor()) {
      Gio.unref(descriptors);
    }
  }
}
