package app.diptych.nbd.server;

import app.diptych.nbd.Command;

/// A request that needs no device: it is refused, or there is nothing to do.
///
/// @param command as which it counts
/// @param reply what the client is told

record Answer(Serving serving, Command command, Outgoing reply) implements Work {
  @Override
  public void run() {
    serving.outbox().add(reply);
  }
}
