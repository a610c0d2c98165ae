package app.diptych.nbd.server;

import app.diptych.block.DeviceException;
import app.diptych.nbd.WireError;

/// Why a request failed.
///
/// @param error for programs
/// @param message for people, in one line
record Failing(WireError error, String message) {
  /// The server closes.
  static final Failing SHUTDOWN = new Failing(WireError.ESHUTDOWN, "the server is shutting down");

  /// What a client is told when a device failed.
  static Failing of(DeviceException failure) {
    return new Failing(WireError.of(failure), String.valueOf(failure.getMessage()));
  }
}
