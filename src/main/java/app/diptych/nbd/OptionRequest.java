package app.diptych.nbd;

import java.nio.ByteBuffer;

/// The head of an option that a client sends (section "Fixed newstyle negotiation"): magic, code
/// and the length of the data that follow.
///
/// @param code the option's number, which need not be one of [Option]
/// @param length bytes of data, 0 to 2³² - 1
public record OptionRequest(int code, long length) {
  /// Bytes on the wire.
  public static final int SIZE = 16;

  /// The head of a known option.
  public static OptionRequest of(Option option, long length) {
    return new OptionRequest(option.code(), length);
  }

  /// Puts it into a buffer of network byte order with room for [#SIZE] bytes.
  public void encode(ByteBuffer to) {
    to.putLong(Protocol.OPTION_MAGIC).putInt(code).putInt((int) length);
  }

  /// Takes one out of a buffer of network byte order that has [#SIZE] bytes.
  ///
  /// @throws ProtocolException if it does not begin with the magic
  public static OptionRequest decode(ByteBuffer from) throws ProtocolException {
    long magic = from.getLong();
    if (magic != Protocol.OPTION_MAGIC) {
      throw new ProtocolException("no NBD option begins with " + Long.toHexString(magic));
    }
    return new OptionRequest(from.getInt(), Integer.toUnsignedLong(from.getInt()));
  }
}
