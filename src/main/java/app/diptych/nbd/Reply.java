package app.diptych.nbd;

import java.nio.ByteBuffer;

/// The head of what a server answers to a request: the whole reply, or one chunk of it.
public sealed interface Reply {
  /// Bytes of a simple one on the wire, and at least so many of every other.
  int SIMPLE_SIZE = 16;

  /// Bytes of a structured one on the wire.
  int STRUCTURED_SIZE = 20;

  /// Bytes of an extended one on the wire.
  int EXTENDED_SIZE = 32;

  /// The cookie of the request.
  long cookie();

  /// Puts it into a buffer of network byte order with room for it.
  void encode(ByteBuffer to);

  /// The simple reply (section "Simple reply message"); where it is a read's and without error, the
  /// data follow.
  ///
  /// @param error 0, or a number of [WireError]
  /// @param cookie of the request
  record Simple(int error, long cookie) implements Reply {
    @Override
    public void encode(ByteBuffer to) {
      to.putInt(Protocol.SIMPLE_REPLY_MAGIC).putInt(error).putLong(cookie);
    }
  }

  /// A chunk of a structured or extended reply.
  sealed interface Chunk extends Reply {
    /// 16 bits.
    int flags();

    /// One of `REPLY_…` of [Protocol], or one that is not known here; 16 bits.
    int type();

    /// Bytes of payload that follow, unsigned.
    long length();

    /// Whether it is the last of its reply.
    default boolean isLast() {
      return (flags() & Protocol.REPLY_FLAG_DONE) != 0;
    }

    /// Whether it tells an error.
    default boolean isError() {
      return (type() & Protocol.REPLY_ERROR_BIT) != 0;
    }
  }

  /// A chunk of a structured reply (section "Structured reply chunk message").
  ///
  /// @param length fits 32 bits
  record Structured(int flags, int type, long cookie, long length) implements Chunk {
    @Override
    public void encode(ByteBuffer to) {
      to.putInt(Protocol.STRUCTURED_REPLY_MAGIC).putShort((short) flags).putShort((short) type);
      to.putLong(cookie).putInt((int) length);
    }
  }

  /// A chunk of an extended reply (section "Extended reply chunk message").
  ///
  /// @param offset of the request
  record Extended(int flags, int type, long cookie, long offset, long length) implements Chunk {
    @Override
    public void encode(ByteBuffer to) {
      to.putInt(Protocol.EXTENDED_REPLY_MAGIC).putShort((short) flags).putShort((short) type);
      to.putLong(cookie).putLong(offset).putLong(length);
    }
  }

  /// How many bytes a reply has that begins with this magic.
  ///
  /// @throws ProtocolException if none does
  static int size(int magic) throws ProtocolException {
    return switch (magic) {
      case Protocol.SIMPLE_REPLY_MAGIC -> SIMPLE_SIZE;
      case Protocol.STRUCTURED_REPLY_MAGIC -> STRUCTURED_SIZE;
      case Protocol.EXTENDED_REPLY_MAGIC -> EXTENDED_SIZE;
      default ->
          throw new ProtocolException("no NBD reply begins with " + Integer.toHexString(magic));
    };
  }

  /// Takes one out of a buffer of network byte order that has all of it.
  ///
  /// @throws ProtocolException if it does not begin with a magic
  static Reply decode(ByteBuffer from) throws ProtocolException {
    int magic = from.getInt();
    if (size(magic) == SIMPLE_SIZE) {
      return new Simple(from.getInt(), from.getLong());
    }
    int flags = Short.toUnsignedInt(from.getShort());
    int type = Short.toUnsignedInt(from.getShort());
    long cookie = from.getLong();
    return magic == Protocol.STRUCTURED_REPLY_MAGIC
        ? new Structured(flags, type, cookie, Integer.toUnsignedLong(from.getInt()))
        : new Extended(flags, type, cookie, from.getLong(), from.getLong());
  }
}
