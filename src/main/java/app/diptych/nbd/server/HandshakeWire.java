package app.diptych.nbd.server;

import app.diptych.nbd.OptionReply;
import app.diptych.nbd.OptionRequest;
import app.diptych.nbd.Protocol;
import app.diptych.nbd.ProtocolException;
import app.diptych.nbd.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;

/// A server's side of the messages of the handshake. It reads no byte more than it needs, so that
/// nothing sent in clear is taken for something that came encrypted.
final class HandshakeWire {
  // Names, and many queries for contexts; nothing that is known here needs more.
  private static final int MOST_DATA = 64 << 10;
  // What is longer looks like an attack, and ends the connection.
  private static final int MOST_SKIPPED = 1 << 20;

  private final Wire wire;

  /// Messages over this wire.
  HandshakeWire(Wire wire) {
    this.wire = wire;
  }

  /// The bytes below.
  Wire wire() {
    return wire;
  }

  /// Sends the server's first words (section "Newstyle negotiation"), and gets the client's flags.
  int greet() throws IOException {
    int known = Protocol.FLAG_FIXED_NEWSTYLE | Protocol.FLAG_NO_ZEROES;
    ByteBuffer greeting = ByteBuffer.allocate(18);
    greeting.putLong(Protocol.INIT_MAGIC).putLong(Protocol.OPTION_MAGIC).putShort((short) known);
    wire.write(greeting.flip());
    int flags = receive(Integer.BYTES).getInt();
    if ((flags & ~known) != 0) {
      throw new ProtocolException("unknown flags of a client: " + Integer.toHexString(flags));
    }
    return flags;
  }

  /// The head of the next option.
  OptionRequest option() throws IOException {
    return OptionRequest.decode(receive(OptionRequest.SIZE));
  }

  /// Whether the data of an option are more than any that is known needs.
  static boolean isTooBig(OptionRequest option) {
    return option.length() > MOST_DATA;
  }

  /// The data of an option; of those that are too big nothing, once they have come.
  ///
  /// @throws ProtocolException if they are so many that nobody would send them in earnest
  byte[] data(OptionRequest option) throws IOException {
    if (option.length() > MOST_SKIPPED) {
      throw new ProtocolException("option data of " + option.length() + " bytes");
    }
    int length = (int) option.length();
    if (!isTooBig(option)) {
      return receive(length).array();
    }
    for (int left = length; left > 0; left -= MOST_DATA) {
      receive(Math.min(left, MOST_DATA));
    }
    return new byte[0];
  }

  private ByteBuffer receive(int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    if (!wire.fill(bytes) && length > 0) {
      throw new ProtocolException("the client left in the handshake");
    }
    return bytes.flip();
  }

  /// Sends a reply to an option.
  void reply(OptionRequest option, int type, byte... data) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(OptionReply.SIZE);
    new OptionReply(option.code(), type, data.length).encode(head);
    wire.write(head.flip(), ByteBuffer.wrap(data));
  }

  /// Sends an error with a line for people.
  void refuse(OptionRequest option, int error, String why) throws IOException {
    reply(option, error, Replies.shortened(why));
  }

  /// Ends the handshake as EXPORT_NAME does.
  void exportName(Offer offer, int flags, boolean hasZeroes) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(
            Long.BYTES + Short.BYTES + (hasZeroes ? Protocol.EXPORT_NAME_ZEROES : 0));
    bytes.putLong(offer.geometry().size()).putShort((short) flags);
    wire.write(bytes.clear());
  }
}
