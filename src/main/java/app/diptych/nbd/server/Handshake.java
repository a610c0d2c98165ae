package app.diptych.nbd.server;

import app.diptych.nbd.Option;
import app.diptych.nbd.OptionRequest;
import app.diptych.nbd.Protocol;
import app.diptych.nbd.ProtocolException;
import app.diptych.nbd.Wire;
import java.io.IOException;
import java.util.Optional;

/// What a client and the server say to each other until the client uses an export or leaves
/// (section "Fixed newstyle negotiation"). For one thread.
final class Handshake {
  private final Offers offers;
  private final Optional<Encryption> encryption;
  private HandshakeWire wire;
  private boolean isEncrypted;
  private boolean hasZeroes;
  private OptionReplies replies;

  /// How a plain wire becomes an encrypted one.
  @FunctionalInterface
  interface Encryption {
    /// Talks to the client until both are sure of each other.
    Wire over(Wire plain) throws IOException;
  }

  /// A handshake over a wire that was opened this moment.
  ///
  /// @param encryption where it is there, it is required
  Handshake(Wire wire, Offers offers, Optional<Encryption> encryption) {
    this.wire = new HandshakeWire(wire);
    this.offers = offers;
    this.encryption = encryption;
    this.replies = new OptionReplies(this.wire, offers);
  }

  /// The wire, which is another one once the connection is encrypted.
  Wire wire() {
    return wire.wire();
  }

  /// Whether the connection is encrypted.
  boolean isEncrypted() {
    return isEncrypted;
  }

  /// Runs it to its end.
  ///
  /// @return what was agreed on, if the client did not leave in good order
  /// @throws IOException if the client is gone, or breaks the rules so that it must go
  Optional<Agreement> run() throws IOException {
    hasZeroes = (wire.greet() & Protocol.FLAG_NO_ZEROES) == 0;
    Optional<Agreement> agreement = Optional.empty();
    while (agreement.isEmpty()) {
      OptionRequest request = wire.option();
      byte[] data = wire.data(request);
      Optional<Option> option = Option.of(request.code());
      if (option.isPresent() && option.get() == Option.ABORT) {
        wire.reply(request, Protocol.REP_ACK);
        return Optional.empty();
      }
      agreement = answer(request, option, data);
    }
    return agreement;
  }

  private Optional<Agreement> answer(OptionRequest request, Optional<Option> option, byte... data)
      throws IOException {
    if (option.isPresent() && option.get() == Option.STARTTLS) {
      startTls(request);
      return Optional.empty();
    }
    boolean isRefused = encryption.isPresent() && !isEncrypted;
    if (option.isPresent() && option.get() == Option.EXPORT_NAME) {
      if (HandshakeWire.isTooBig(request)) {
        throw new ProtocolException("EXPORT_NAME with " + request.length() + " bytes");
      }
      if (isRefused) {
        throw new ProtocolException("the client wants an export without TLS");
      }
      return Optional.of(exportName(data));
    }
    if (isRefused) {
      wire.refuse(request, Protocol.REP_ERR_TLS_REQD, "TLS is required");
      return Optional.empty();
    }
    if (option.isEmpty()) {
      wire.refuse(request, Protocol.REP_ERR_UNSUP, "unknown option " + request.code());
      return Optional.empty();
    }
    return replies.answer(request, option.get(), data);
  }

  private void startTls(OptionRequest request) throws IOException {
    if (encryption.isEmpty()) {
      wire.refuse(request, Protocol.REP_ERR_POLICY, "TLS is not set up here");
    } else if (isEncrypted) {
      wire.refuse(request, Protocol.REP_ERR_INVALID, "TLS was started before");
    } else if (request.length() > 0) {
      wire.refuse(request, Protocol.REP_ERR_INVALID, "STARTTLS has no data");
    } else {
      wire.reply(request, Protocol.REP_ACK);
      wire = new HandshakeWire(encryption.get().over(wire.wire()));
      isEncrypted = true;
      // What was agreed on in clear is forgotten.
      replies = new OptionReplies(wire, offers);
    }
  }

  private Agreement exportName(byte... data) throws IOException {
    try {
      Agreement agreement = replies.exportName(data);
      wire.exportName(
          agreement.offer(),
          agreement.offer().flags(agreement.replies(), agreement.hasStatus()),
          hasZeroes);
      return agreement;
    } catch (OptionData.Invalid e) {
      throw new ProtocolException("EXPORT_NAME: " + e.getMessage());
    }
  }
}
