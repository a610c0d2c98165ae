package app.diptych.nbd.client;

import app.diptych.nbd.Command;
import app.diptych.nbd.Dialect;
import app.diptych.nbd.Protocol;
import app.diptych.nbd.ProtocolException;
import app.diptych.nbd.Reply;
import app.diptych.nbd.Wire;
import app.diptych.nbd.WireError;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Reads a server's replies and brings each to the request that it answers. For one thread at a
/// time. What breaks the protocol is a [ProtocolException], after which nothing that comes can be
/// believed.
final class ReplyReader {
  // What nbdkit sends at the most; QEMU sends an eighth of it.
  private static final long MOST_EXTENTS = 1 << 20;
  // The number and the length of the message, and the offset behind it.
  private static final int ERROR_HEAD = 6;
  private static final long LONGEST_ERROR = ERROR_HEAD + Protocol.MAX_STRING + Long.BYTES;

  private final Incoming in;
  private final Dialect dialect;
  private final int context;

  /// The requests that wait on a connection.
  interface Waiting {
    /// The one with this cookie.
    ///
    /// @throws ProtocolException if there is none
    Pending of(long cookie) throws ProtocolException;
  }

  /// Over this wire; `context` is the server's number for `base:allocation`.
  ReplyReader(Wire wire, Dialect dialect, int context) {
    this.in = new Incoming(wire);
    this.dialect = dialect;
    this.context = context;
  }

  /// Reads a reply, or one chunk of it.
  ///
  /// @return the cookie of the request if it is answered by that, else -1, which is none's
  long read(Waiting waiting) throws IOException {
    ByteBuffer next = in.next(Integer.BYTES);
    Reply reply = Reply.decode(in.next(Reply.size(next.getInt(next.position()))));
    if (!dialect.allows(reply)) {
      throw new ProtocolException("a reply of a form that was not agreed on");
    }
    Pending pending = waiting.of(reply.cookie());
    boolean isLast =
        switch (reply) {
          case Reply.Simple simple -> simple(simple, pending);
          case Reply.Structured chunk -> chunk(chunk, pending);
          case Reply.Extended chunk -> {
            if (chunk.offset() != pending.region().offset()) {
              throw new ProtocolException("a reply with the offset of another request");
            }
            yield chunk(chunk, pending);
          }
        };
    if (isLast) {
      pending.checkComplete();
      return reply.cookie();
    }
    return -1;
  }

  private boolean simple(Reply.Simple reply, Pending pending) throws IOException {
    if (reply.error() != 0) {
      pending.refuse(WireError.of(reply.error()), "");
    } else if (pending.command() == Command.READ && dialect == Dialect.SIMPLE) {
      pending.landing().fill(pending.region().offset(), pending.region().length(), in);
    }
    // In the structured dialect, a read that brings no data this way leaves out a part.
    return true;
  }

  private boolean chunk(Reply.Chunk chunk, Pending pending) throws IOException {
    if (chunk.isError()) {
      error(chunk, pending);
    } else {
      switch (chunk.type()) {
        case Protocol.REPLY_NONE -> {
          if (chunk.length() != 0 || !chunk.isLast()) {
            throw new ProtocolException("an empty chunk that is none, or not the last");
          }
        }
        case Protocol.REPLY_OFFSET_DATA -> {
          checkLength(chunk, Long.BYTES + 1, Long.BYTES + pending.region().length());
          long offset = in.next(Long.BYTES).getLong();
          pending.landing().fill(offset, chunk.length() - Long.BYTES, in);
        }
        case Protocol.REPLY_OFFSET_HOLE -> {
          checkLength(chunk, Long.BYTES + Integer.BYTES, Long.BYTES + Integer.BYTES);
          ByteBuffer hole = in.next(Long.BYTES + Integer.BYTES);
          pending.landing().zero(hole.getLong(), Integer.toUnsignedLong(hole.getInt()));
        }
        case Protocol.REPLY_BLOCK_STATUS -> status(chunk, pending.allocation(), false);
        case Protocol.REPLY_BLOCK_STATUS_EXT -> status(chunk, pending.allocation(), true);
        default -> throw new ProtocolException("a chunk of type " + chunk.type());
      }
    }
    return chunk.isLast();
  }

  private void status(Reply.Chunk chunk, Allocation allocation, boolean isExtended)
      throws IOException {
    int head = isExtended ? 2 * Integer.BYTES : Integer.BYTES;
    int size = isExtended ? 2 * Long.BYTES : 2 * Integer.BYTES;
    checkLength(chunk, head + size, head + size * MOST_EXTENTS);
    long count = (chunk.length() - head) / size;
    ByteBuffer from = in.next(head);
    boolean isOurs = from.getInt() == context;
    boolean isSound =
        chunk.length() == head + count * size
            && isExtended == (dialect == Dialect.EXTENDED)
            && (!isExtended || from.getInt() == count);
    if (!isOurs || !isSound) {
      throw new ProtocolException("extents of another form, or of another context");
    }
    allocation.begin();
    for (long i = 0; i < count; i++) {
      ByteBuffer next = in.next(size);
      if (isExtended) {
        allocation.add(next.getLong(), next.getLong());
      } else {
        allocation.add(Integer.toUnsignedLong(next.getInt()), next.getInt());
      }
    }
  }

  private void error(Reply.Chunk chunk, Pending pending) throws IOException {
    checkLength(chunk, ERROR_HEAD, LONGEST_ERROR);
    ByteBuffer all = in.next((int) chunk.length());
    ByteBuffer payload = all.slice(all.position(), (int) chunk.length());
    all.position(all.position() + payload.remaining());
    int number = payload.getInt();
    int length = Short.toUnsignedInt(payload.getShort());
    if (number == 0 || length > payload.remaining()) {
      throw new ProtocolException("an error that is none, or cut off");
    }
    String words = Negotiation.words(payload.slice(payload.position(), length));
    payload.position(payload.position() + length);
    if (chunk.type() == Protocol.REPLY_ERROR_OFFSET) {
      words = place(payload, pending) + (words.isEmpty() ? "" : ", " + words);
    }
    pending.refuse(WireError.of(number), words);
  }

  private static String place(ByteBuffer payload, Pending pending) throws ProtocolException {
    if (payload.remaining() == Long.BYTES) {
      long offset = payload.getLong();
      if (offset >= pending.region().offset() && offset < pending.region().end()) {
        return "at " + offset;
      }
    }
    throw new ProtocolException("an error at a place that was not asked for");
  }

  private static void checkLength(Reply.Chunk chunk, long least, long most)
      throws ProtocolException {
    if (chunk.length() < least || chunk.length() > most) {
      throw new ProtocolException(
          "a chunk of type " + chunk.type() + " with " + chunk.length() + " bytes");
    }
  }
}
