package app.diptych.nbd.client;

import app.diptych.block.DeviceException;
import app.diptych.nbd.Dialect;
import app.diptych.nbd.ExportFacts;
import app.diptych.nbd.NbdUri;
import app.diptych.nbd.Option;
import app.diptych.nbd.Protocol;
import app.diptych.nbd.ProtocolException;
import app.diptych.nbd.ServerFacts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks a server for all that it tells, without using an export where that can be helped.
final class Inquiry {
  private static final Logger LOG = LoggerFactory.getLogger(Inquiry.class);

  private final NbdUri uri;
  private final ClientHandshake handshake;

  /// Of a server that was greeted.
  Inquiry(NbdUri uri, ClientHandshake handshake) {
    this.uri = uri;
    this.handshake = handshake;
  }

  /// Asks, and closes the connection.
  ServerFacts ask() throws IOException, DeviceException {
    Optional<List<ExportFacts>> exports = Optional.empty();
    if (handshake.isFixed()) {
      exports = tell(names());
    }
    if (exports.isPresent()) {
      handshake.leave();
    } else {
      exports = Optional.of(List.of(use()));
    }
    Dialect dialect = handshake.dialect();
    return new ServerFacts(
        uri.isEncrypted(), dialect != Dialect.SIMPLE, dialect == Dialect.EXTENDED, exports.get());
  }

  /// Finds out the size of an export.
  interface Measure {
    long of(String name) throws DeviceException;
  }

  /// The same with the sizes of those exports that are told to be empty: nbd-server tells so of
  /// each, until it is used.
  static ServerFacts measured(ServerFacts told, Measure measure) {
    List<ExportFacts> exports = new ArrayList<>(told.exports());
    try {
      for (int i = 0; i < exports.size(); i++) {
        ExportFacts export = exports.get(i);
        if (export.size() == 0) {
          exports.set(i, export.sized(measure.of(export.name())));
        }
      }
    } catch (DeviceException e) {
      LOG.debug("an export that is told to be empty cannot be used", e);
    }
    return new ServerFacts(
        told.isEncrypted(), told.hasStructuredReplies(), told.hasExtendedHeaders(), exports);
  }

  // Those that are listed; empty where none is to be listed.
  private List<String> names() throws IOException {
    var answer =
        handshake.negotiation().ask(Option.LIST, ByteBuffer.allocate(0), Protocol.REP_SERVER);
    List<String> names = new ArrayList<>();
    if (answer.isAck()) {
      for (ByteBuffer item : answer.items()) {
        names.add(listed(item));
      }
    }
    return names;
  }

  private static String listed(ByteBuffer item) throws ProtocolException {
    if (item.remaining() >= Integer.BYTES) {
      int length = item.getInt();
      if (length >= 0 && length <= item.remaining()) {
        return Negotiation.text(item.slice(item.position(), length));
      }
    }
    throw new ProtocolException("a list of exports that is cut off");
  }

  // Empty where the server does not know INFO.
  private Optional<List<ExportFacts>> tell(List<String> names) throws IOException, DeviceException {
    List<ExportFacts> exports = new ArrayList<>();
    for (String name : asked(names)) {
      InfoReader info = new InfoReader(name);
      var answer = handshake.negotiation().info(Option.INFO, name, info);
      if (answer.isAck()) {
        exports.add(info.facts(contexts(name)));
      } else if (answer.end() == Protocol.REP_ERR_UNSUP) {
        return Optional.empty();
      } else if (names.isEmpty()) {
        throw handshake.refused(answer);
      }
    }
    return Optional.of(exports);
  }

  // The one that was named as well, which a server may have without listing it.
  private Set<String> asked(List<String> names) {
    Set<String> asked = new LinkedHashSet<>(names);
    if (names.isEmpty() || !uri.export().isEmpty()) {
      asked.add(uri.export());
    }
    return asked;
  }

  private List<String> contexts(String name) throws IOException {
    List<String> contexts = new ArrayList<>();
    if (handshake.dialect() != Dialect.SIMPLE) {
      var answer = handshake.negotiation().contexts(Option.LIST_META_CONTEXT, name);
      for (ByteBuffer item : answer.items()) {
        if (answer.isAck() && item.remaining() > Integer.BYTES) {
          contexts.add(Negotiation.words(item.position(Integer.BYTES)));
        }
      }
    }
    return contexts;
  }

  private ExportFacts use() throws IOException, DeviceException {
    ExportFacts facts = handshake.exportName(List.of());
    new Connection(handshake.session(facts, OptionalInt.empty())).close();
    return facts;
  }
}
