package app.diptych.nbd.server;

import app.diptych.nbd.Protocol;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// The data of an option, taken apart with care: everything in it is the client's.
final class OptionData {
  private final ByteBuffer data;

  /// These bytes.
  OptionData(byte[] data) {
    this.data = ByteBuffer.wrap(data);
  }

  /// The data of an option are not what they should be; the client is told so.
  static final class Invalid extends Exception {
    @java.io.Serial private static final long serialVersionUID = 1;

    /// For this reason.
    Invalid(String why) {
      super(why);
    }
  }

  /// All of it, as a string.
  String all() throws Invalid {
    return string(data.remaining());
  }

  /// A string behind its length of 32 bits.
  String string() throws Invalid {
    return string(number(Integer.BYTES));
  }

  private String string(long length) throws Invalid {
    if (length > Protocol.MAX_STRING || length > data.remaining()) {
      throw new Invalid("a string of " + length + " bytes");
    }
    try {
      ByteBuffer bytes = data.slice(data.position(), (int) length);
      data.position(data.position() + (int) length);
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new Invalid("a string that is not UTF-8");
    }
  }

  /// A number of 32 bits, unsigned.
  long count() throws Invalid {
    return number(Integer.BYTES);
  }

  /// A number of 16 bits, unsigned.
  int shortCount() throws Invalid {
    return (int) number(Short.BYTES);
  }

  private long number(int size) throws Invalid {
    if (data.remaining() < size) {
      throw new Invalid("it ends too early");
    }
    return size == Integer.BYTES
        ? Integer.toUnsignedLong(data.getInt())
        : Short.toUnsignedLong(data.getShort());
  }

  /// There is nothing more.
  void end() throws Invalid {
    if (data.hasRemaining()) {
      throw new Invalid(data.remaining() + " bytes too many");
    }
  }
}
