package app.diptych.nbd.client;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.block.DeviceException;
import app.diptych.block.DeviceException.Failure;
import app.diptych.block.Operation;
import app.diptych.nbd.Command;
import app.diptych.nbd.Dialect;
import app.diptych.nbd.Reply;
import app.diptych.nbd.Request;
import app.diptych.nbd.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A connection whose wire has a fault of this very program.
@Timeout(60)
final class ConnectionTest {
  @Test
  void whereOneCannotTakeAReplyNobodyWaitsForEver() throws Exception {
    FakeServer.Script script =
        client -> {
          client.letIn(Dialect.SIMPLE, 4096, 0);
          Request first = client.nextRequest();
          client.nextRequest();
          client.send(new Reply.Simple(0, first.cookie()));
          client.nextRequest();
        };
    try (FakeServer server = new FakeServer(script);
        Connection connection = new Connection(faulty(session(server)))) {
      FutureTask<Void> one = flush(connection);
      FutureTask<Void> other = flush(connection);

      for (FutureTask<Void> each : List.of(one, other)) {
        assertThatThrownBy(() -> each.get(20, TimeUnit.SECONDS))
            .hasCauseInstanceOf(DeviceException.Disconnected.class)
            .hasMessageEndingWith("OutOfMemoryError: Java heap space");
      }
    }
  }

  private static FutureTask<Void> flush(Connection connection) {
    FutureTask<Void> task =
        new FutureTask<>(() -> {
          connection.call(Pending.of(Command.FLUSH, Failure.of(Operation.FLUSH, "export")));
          return null;
        });
    Thread.ofPlatform().start(task);
    return task;
  }

  private static Session session(FakeServer server) throws DeviceException {
    Deadline deadline = Deadline.in(Duration.ofMinutes(1));
    return ClientHandshake.begin(server.uri(), Optional.empty(), deadline, ClientHandshake::use);
  }

  private static Session faulty(Session session) {
    Wire wire =
        new Wire() {
          @Override
          public int read(ByteBuffer to) throws IOException {
            session.wire().read(to);
            throw new OutOfMemoryError("Java heap space");
          }

          @Override
          public void write(ByteBuffer... from) throws IOException {
            session.wire().write(from);
          }

          @Override
          public void close() {
            session.wire().close();
          }
        };
    return new Session(
        wire, session.socket(), session.dialect(), session.facts(), session.allocation());
  }
}
