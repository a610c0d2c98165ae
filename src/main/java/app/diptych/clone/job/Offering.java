package app.diptych.clone.job;

import app.diptych.clone.ExportPlan;
import app.diptych.clone.LiveExport;
import app.diptych.clone.Refusal;
import app.diptych.clone.RefusedException;
import app.diptych.clone.Sentences;
import app.diptych.nbd.server.NbdServer;
import app.diptych.nbd.server.ServerOptions;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A device that can be reached over NBD until this is closed, which finishes what has been asked,
/// and does nothing again.
final class Offering implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Offering.class);

  private final Berth berth;
  private final NbdServer server;
  private final AtomicBoolean isClosed = new AtomicBoolean();

  private Offering(Berth berth, NbdServer server) {
    this.berth = berth;
    this.server = server;
  }

  /// Offers what a ware is, where the plan says.
  static Offering open(ExportPlan plan, Ware ware) throws RefusedException {
    String address = plan.uri().map(Object::toString).orElse("a private socket");
    try {
      Berth berth = Berth.of(plan);
      try {
        NbdServer server =
            NbdServer.open(
                berth.uri(), List.of(ware.export(plan, berth.uri().export())), options(plan));
        LOG.info("{} is offered at {}", ware.device().name(), server.uri());
        return new Offering(berth, server);
      } catch (IOException | RuntimeException e) {
        berth.close();
        throw e;
      }
    } catch (IOException e) {
      throw new RefusedException(new Refusal.NoExport(address, Sentences.reason(e)), e);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(new Refusal.NoExport(address, Sentences.message(e)), e);
    }
  }

  private static ServerOptions options(ExportPlan plan) {
    ServerOptions usual = ServerOptions.DEFAULT;
    return new ServerOptions(
        plan.serverCertificates(), plan.isInsecure(), usual.connections(), usual.handshakeLimit());
  }

  /// Where it is reached, and who is there at this moment.
  LiveExport live() {
    return new LiveExport(server.uri(), server.visitors());
  }

  @Override
  public void close() {
    if (!isClosed.getAndSet(true)) {
      server.close();
      berth.close();
      LOG.info("{} is offered no more", server.uri());
    }
  }
}
