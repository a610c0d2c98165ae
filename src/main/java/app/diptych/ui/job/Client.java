package app.diptych.ui.job;

import app.diptych.nbd.Visitor;

/// A client of a live source, and how busy it is.
///
/// @param visitor who it is
/// @param reads answered
/// @param writes answered
record Client(Visitor visitor, Rate reads, Rate writes) {

  /// A speed.
  ///
  /// @param requests per second
  /// @param bytes per second
  record Rate(long requests, long bytes) {}
}
