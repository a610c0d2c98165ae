package app.diptych.nbd;

/// A request, or a piece of one, that has come and is to be done and answered, once, on any thread.
/// It throws nothing: what goes wrong is told to the client.
interface Work {
  /// What is asked, as the pace knows it.
  Command command();

  /// Does it and puts the answer into the outbox.
  void run();
}
