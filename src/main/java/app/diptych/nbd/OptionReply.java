package app.diptych.nbd;

import java.nio.ByteBuffer;

/// The head of a server's reply to an option: magic, the option's code, the reply's type and the
/// length of the data that follow.
///
/// @param code the option's number
/// @param type one of `REP_…` of [Protocol], or one that is not known here
/// @param length bytes of data, 0 to 2³² - 1
public record OptionReply(int code, int type, long length) {
  /// Bytes on the wire.
  public static final int SIZE = 20;

  /// Whether the server says no.
  public boolean isError() {
    return type < 0;
  }

  /// Puts it into a buffer of network byte order with room for [#SIZE] bytes.
  public void encode(ByteBuffer to) {
    to.putLong(Protocol.OPTION_REPLY_MAGIC).putInt(code).putInt(type).putInt((int) length);
  }

  /// Takes one out of a buffer of network byte order that has [#SIZE] bytes.
  ///
  /// @throws ProtocolException if it does not begin with the magic
  public static OptionReply decode(ByteBuffer from) throws ProtocolException {
    long magic = from.getLong();
    if (magic != Protocol.OPTION_REPLY_MAGIC) {
      throw new ProtocolException("no NBD option reply begins with " + Long.toHexString(magic));
    }
    return new OptionReply(from.getInt(), from.getInt(), Integer.toUnsignedLong(from.getInt()));
  }
}
