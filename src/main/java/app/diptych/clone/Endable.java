package app.diptych.clone;

/// Something that goes on until somebody wants its end.
public interface Endable {

  /// Asks it to end soon. At any time, from any thread, more than once.
  void cancel();
}
