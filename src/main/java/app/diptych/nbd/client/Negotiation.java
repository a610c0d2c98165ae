package app.diptych.nbd.client;

import app.diptych.nbd.Option;
import app.diptych.nbd.OptionReply;
import app.diptych.nbd.OptionRequest;
import app.diptych.nbd.Protocol;
import app.diptych.nbd.ProtocolException;
import app.diptych.nbd.Wire;
import app.diptych.text.Harmless;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The client's side of the options of the handshake: one is sent, and all that comes back is read,
/// within bounds.
final class Negotiation {
  // Two strings of the protocol's greatest length, and the numbers around them.
  private static final int LARGEST_REPLY = 2 * Protocol.MAX_STRING + 64;
  // Of all replies to one option: thousands of exports with long names.
  private static final int MOST_BYTES = 4 << 20;

  private static final int[] WANTED = {
    Protocol.INFO_NAME, Protocol.INFO_DESCRIPTION, Protocol.INFO_BLOCK_SIZE
  };

  private final Wire wire;
  private final Deadline deadline;
  // Whether the server has answered all that it was asked, and so waits for the next option.
  private boolean isAnswered;

  /// What a server answered to an option.
  ///
  /// @param items the data of the replies before the last, each of the type that was asked for
  /// @param end the last reply's type: [Protocol#REP_ACK] or an error
  /// @param message the server's words for an error; may be empty
  record Answer(List<ByteBuffer> items, int end, String message) {
    boolean isAck() {
      return end == Protocol.REP_ACK;
    }
  }

  /// Options over this wire, which stays open.
  ///
  /// @param deadline when it is cancelled, no further option is asked
  Negotiation(Wire wire, Deadline deadline) {
    this.wire = wire;
    this.deadline = deadline;
  }

  /// Sends an option that is not answered.
  void tell(Option option, ByteBuffer data) throws IOException {
    isAnswered = false;
    ByteBuffer head = ByteBuffer.allocate(OptionRequest.SIZE);
    OptionRequest.of(option, data.remaining()).encode(head);
    wire.write(head.flip(), data);
  }

  /// Sends an option and reads the answer.
  ///
  /// @param item the type of the replies that may come before the last; others are skipped
  /// @throws java.net.SocketTimeoutException if the deadline is over, or nothing more is to be
  ///   asked
  Answer ask(Option option, ByteBuffer data, int item) throws IOException {
    if (isAnswered) {
      // Between two options there is a way to take leave.
      deadline.check();
    }
    tell(option, data);
    List<ByteBuffer> items = new ArrayList<>();
    long bytes = 0;
    while (true) {
      OptionReply reply = OptionReply.decode(read(OptionReply.SIZE));
      if (reply.code() != option.code()) {
        throw new ProtocolException("an answer to option " + reply.code() + ", not " + option);
      }
      bytes += OptionReply.SIZE + reply.length();
      if (reply.length() > LARGEST_REPLY || bytes > MOST_BYTES) {
        throw new ProtocolException("an answer to " + option + " that is too long");
      }
      ByteBuffer content = read((int) reply.length());
      if (reply.isError() || reply.type() == Protocol.REP_ACK) {
        isAnswered = true;
        return new Answer(items, reply.type(), reply.isError() ? words(content) : "");
      }
      if (reply.type() == item) {
        items.add(content);
      }
    }
  }

  /// Sends an option without data that is answered by yes or no.
  Answer ask(Option option) throws IOException {
    return ask(option, ByteBuffer.allocate(0), Protocol.REP_ACK);
  }

  /// Takes leave of a server that waits for an option, as a client must that wants no more (section
  /// "Terminating the session during option haggling"), without waiting for its answer.
  void leave() {
    if (isAnswered) {
      try {
        tell(Option.ABORT, ByteBuffer.allocate(0));
      } catch (IOException e) {
        // It is gone.
      }
    }
  }

  /// Asks about an export with INFO, or uses it with GO.
  Answer info(Option option, String export, InfoReader into) throws IOException {
    ByteBuffer data = named(export, Short.BYTES + WANTED.length * Short.BYTES);
    data.putShort((short) WANTED.length);
    for (int wanted : WANTED) {
      data.putShort((short) wanted);
    }
    Answer answer = ask(option, data.flip(), Protocol.REP_INFO);
    for (ByteBuffer item : answer.items()) {
      into.take(item);
    }
    return answer;
  }

  /// Lists or chooses metadata contexts of an export.
  Answer contexts(Option option, String export, String... queries) throws IOException {
    int room = Integer.BYTES;
    for (String query : queries) {
      room += Integer.BYTES + query.length();
    }
    ByteBuffer data = named(export, room).putInt(queries.length);
    for (String query : queries) {
      data.putInt(query.length()).put(query.getBytes(StandardCharsets.US_ASCII));
    }
    return ask(option, data.flip(), Protocol.REP_META_CONTEXT);
  }

  // Its length and itself, with room behind it.
  private static ByteBuffer named(String export, int room) {
    ByteBuffer name = name(export);
    ByteBuffer data = ByteBuffer.allocate(Integer.BYTES + name.remaining() + room);
    return data.putInt(name.remaining()).put(name);
  }

  /// An export's name as it goes over the wire.
  static ByteBuffer name(String export) {
    return ByteBuffer.wrap(export.getBytes(StandardCharsets.UTF_8));
  }

  /// Reads so many bytes.
  ByteBuffer read(int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    if (!wire.fill(bytes)) {
      throw new EOFException("the server closed the connection during the handshake");
    }
    return bytes.flip();
  }

  /// The rest of a buffer as a person may see it: a server's words, on one line, without control
  /// characters, of bounded length.
  static String words(ByteBuffer from) {
    return Harmless.words(text(from));
  }

  /// The rest of a buffer as it is, such as a name, of bounded length.
  static String text(ByteBuffer from) {
    byte[] bytes = new byte[Math.min(from.remaining(), Protocol.MAX_STRING)];
    from.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
