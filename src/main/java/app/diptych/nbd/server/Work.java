package app.diptych.nbd.server;

import app.diptych.nbd.Command;

/// A request, or a piece of one, that has come and is to be done and answered, once, on any thread.
/// It throws nothing: what goes wrong is told to the client.

interface Work {
  /// What is asked, as the pace knows it.
  Command command();

  /// Whether it moves so many bytes that it takes longer than to hand over to another thread,
  /// however quickly the device answers.
  default boolean isLong() {
    return false;
  }

  /// Has it done without waiting for it, if that can be; the answer is put into the outbox later.
  ///
  /// @return false if nothing was done, and it is to be run
  default boolean begin() {
    return false;
  }

  /// Does it and puts the answer into the outbox.
  void run();
}
