package app.diptych.clone;

/// The offering of a device, which goes on until it is ended.
public interface Serving extends Endable {

  /// Does it, on the calling thread, until [#cancel], and says how it ended. Throws nothing that a
  /// device or a person can cause.
  ServeResult run();
}
