package app.diptych.nbd.client;

import static org.assertj.core.api.Assertions.assertThatCode;

import app.diptych.block.DeviceException;
import app.diptych.block.DeviceException.Failure;
import app.diptych.block.Operation;
import app.diptych.nbd.Command;
import app.diptych.nbd.Dialect;
import app.diptych.nbd.Reply;
import app.diptych.nbd.Request;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Several connections to one export.
@Timeout(60)
final class ConnectionsTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @Test
  void withoutAThreadToOpenOthersTheFirstOneDoesIt() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    FakeServer.Script script =
        client -> {
          client.letIn(Dialect.SIMPLE, 4096, 0);
          Request first = client.nextRequest();
          busy.countDown();
          Request second = client.nextRequest();
          client.send(new Reply.Simple(0, second.cookie()));
          client.send(new Reply.Simple(0, first.cookie()));
        };
    try (FakeServer server = new FakeServer(script)) {
      Session session =
          ClientHandshake.begin(
              server.uri(), Optional.empty(), Deadline.in(LIMIT), ClientHandshake::use);
      Connections connections =
          new Connections(session, 2, _ -> session, LIMIT, ConnectionsTest::none);
      FutureTask<Void> other =
          new FutureTask<>(() -> {
            flush(connections);
            return null;
          });
      Thread.ofPlatform().start(other);
      busy.await();

      assertThatCode(() -> flush(connections)).doesNotThrowAnyException();

      other.get(60, TimeUnit.SECONDS);
      connections.close();
    }
  }

  private static void flush(Connections connections) throws DeviceException {
    connections.call(Pending.of(Command.FLUSH, Failure.of(Operation.FLUSH, "export")));
  }

  // As the machine of Java says it.
  private static Thread none(Runnable task) {
    return new Thread(task) {
      @Override
      public void start() {
        throw new OutOfMemoryError("unable to create native thread");
      }
    };
  }
}
