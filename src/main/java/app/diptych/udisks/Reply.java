package app.diptych.udisks;

import java.lang.foreign.MemorySegment;

/// What came back of a call.
///
/// @param answer the values, a `GVariant`
/// @param descriptors a `GUnixFDList`; null's address where none came along
record Reply(MemorySegment answer, MemorySegment descriptors) implements AutoCloseable {

  /// The values in GVariant's text format.
  String text() {
    return Gio.print(answer);
  }

  /// The first descriptor, which belongs to the caller.
  ///
  /// @throws GioFailure where none came along
  int descriptor() throws GioFailure {
    if (descriptors.equals(Gio.NULL)) {
      throw new GioFailure("no descriptor came with the answer " + text());
    }
    return Gio.descriptor(descriptors, 0);
  }

  @Override
  public void close() {
    Gio.unrefVariant(answer);
    if (!descriptors.equals(Gio.NULL)) {
      Gio.unref(descriptors);
    }
  }
}
