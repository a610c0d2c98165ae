package app.diptych.nbd;

import java.nio.ByteBuffer;
import java.util.Optional;

/// The head of a request, compact or extended (section "Request message").
///
/// @param flags of the command, 16 bits
/// @param type the command's number, 16 bits, which need not be one of [Command]
/// @param cookie the client's word for it, which comes back in the reply
/// @param offset the first byte of the export that it concerns, unsigned
/// @param length of what it concerns or, where a payload follows, of that; unsigned
public record Request(int flags, int type, long cookie, long offset, long length) {
  /// Bytes of a compact one on the wire.
  static final int COMPACT_SIZE = 28;

  /// Bytes of an extended one on the wire.
  public static final int EXTENDED_SIZE = 32;

  /// A request for a known command.
  public static Request of(Command command, int flags, long cookie, long offset, long length) {
    return new Request(flags, command.code(), cookie, offset, length);
  }

  /// Bytes of one on the wire.
  public static int size(boolean isExtended) {
    return isExtended ? EXTENDED_SIZE : COMPACT_SIZE;
  }

  /// What is asked, where it is known.
  public Optional<Command> command() {
    return Command.of(type);
  }

  /// Whether a flag is set, or one of several.
  public boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /// Puts it into a buffer of network byte order with room for it; a compact one has only the lower
  /// 32 bits of the length.
  public void encode(ByteBuffer to, boolean isExtended) {
    to.putInt(isExtended ? Protocol.EXTENDED_REQUEST_MAGIC : Protocol.REQUEST_MAGIC);
    to.putShort((short) flags).putShort((short) type).putLong(cookie).putLong(offset);
    if (isExtended) {
      to.putLong(length);
    } else {
      to.putInt((int) length);
    }
  }

  /// Takes one out of a buffer of network byte order that has all of it.
  ///
  /// @throws ProtocolException if it does not begin with the magic
  public static Request decode(ByteBuffer from, boolean isExtended) throws ProtocolException {
    int magic = from.getInt();
    if (magic != (isExtended ? Protocol.EXTENDED_REQUEST_MAGIC : Protocol.REQUEST_MAGIC)) {
      throw new ProtocolException("no NBD request begins with " + Integer.toHexString(magic));
    }
    int flags = Short.toUnsignedInt(from.getShort());
    int type = Short.toUnsignedInt(from.getShort());
    long cookie = from.getLong();
    long offset = from.getLong();
    long length = isExtended ? from.getLong() : Integer.toUnsignedLong(from.getInt());
    return new Request(flags, type, cookie, offset, length);
  }
}
