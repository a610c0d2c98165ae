package app.diptych.nbd.server;

import app.diptych.memory.Zeros;
import app.diptych.nbd.Command;
import app.diptych.nbd.Protocol;
import app.diptych.nbd.Reply;
import app.diptych.nbd.Request;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Puts replies into the form that was agreed on: simple, structured or extended.
///
/// @param isStructured whether structured replies were agreed on
/// @param isExtended whether extended headers were, which go before that
record Replies(boolean isStructured, boolean isExtended) {
  /// The one metadata context there is, by the number that its clients are told.
  static final int ALLOCATION_CONTEXT = 1;

  // Zeros are looked for in steps of so many bytes: smaller holes are not worth a chunk.
  private static final int GRAIN = 64 << 10;
  // Offset, and size, of an OFFSET_HOLE; of an OFFSET_DATA the offset alone.
  private static final int HOLE_PAYLOAD = 12;
  private static final int DATA_PAYLOAD = 8;
  // Error and length of the message.
  private static final int ERROR_PAYLOAD = 6;

  /// Whether replies come in chunks, which can tell holes, and errors in between.
  boolean hasChunks() {
    return isStructured || isExtended;
  }

  /// It is done, and there is nothing to tell.
  Outgoing success(Request request) {
    boolean isChunk = isExtended || (isStructured && request.type() == Command.READ.code());
    return isChunk ? end(request) : simple(request, 0);
  }

  /// The end of a reply, all chunks of which were sent.
  Outgoing end(Request request) {
    ByteBuffer bytes = ByteBuffer.allocate(headSize());
    putHead(bytes, request, Protocol.REPLY_NONE, 0);
    return Outgoing.small(bytes.flip(), 0);
  }

  /// It failed.
  Outgoing failure(Request request, Failing why) {
    if (!hasChunks()) {
      return simple(request, why.error().number());
    }
    byte[] message = shortened(why.message());
    int length = ERROR_PAYLOAD + message.length;
    ByteBuffer bytes = ByteBuffer.allocate(headSize() + length);
    putHead(bytes, request, Protocol.REPLY_ERROR, length);
    bytes.putInt(why.error().number()).putShort((short) message.length).put(message);
    return Outgoing.small(bytes.flip(), 0);
  }

  private static Outgoing simple(Request request, int error) {
    ByteBuffer bytes = ByteBuffer.allocate(Reply.SIMPLE_SIZE);
    new Reply.Simple(error, request.cookie()).encode(bytes);
    return Outgoing.simple(bytes.flip(), null);
  }

  /// A line for people as it is sent: no longer than any string of the protocol may be.
  static byte[] shortened(String message) {
    byte[] all = message.getBytes(StandardCharsets.UTF_8);
    // Far below the most, and no letter is cut: what is longer is told in ASCII.
    return all.length <= 1024
        ? all
        : message.substring(0, 256).replaceAll("[^ -~]", "?").getBytes(StandardCharsets.UTF_8);
  }

  /// What was read, with zeros as holes where chunks are agreed on. The outgoing reply owns the
  /// block.
  ///
  /// @param at the first byte of the export that was read
  Outgoing data(Request request, long at, Filled filled) {
    if (!hasChunks()) {
      ByteBuffer bytes =
          filled
              .block()
              .bytes(filled.from() - Reply.SIMPLE_SIZE, Reply.SIMPLE_SIZE + filled.length());
      new Reply.Simple(0, request.cookie()).encode(bytes);
      bytes.position(bytes.position() - Reply.SIMPLE_SIZE);
      return Outgoing.simple(bytes, filled.block());
    }
    MemorySegment data = filled.block().data(filled.from(), filled.length());
    int first = Math.min(GRAIN, filled.length());
    boolean isZero = Zeros.are(data, 0, first);
    int run = runOf(isZero, first, data);
    if (run == filled.length()) {
      return isZero ? hole(request, at, filled) : wholeData(request, at, filled);
    }
    return request.has(Protocol.CMD_FLAG_DF)
        ? wholeData(request, at, filled)
        : mixed(request, at, filled, data);
  }

  private Outgoing wholeData(Request request, long at, Filled filled) {
    int head = headSize() + DATA_PAYLOAD;
    ByteBuffer bytes = filled.block().bytes(filled.from() - head, head + filled.length());
    int start = bytes.position();
    putDataHead(bytes, request, at, filled.length());
    return new Outgoing(List.of(bytes.position(start)), bytes, start, filled.block());
  }

  private Outgoing hole(Request request, long at, Filled filled) {
    int length = filled.length();
    filled.block().release();
    return Outgoing.small(holeChunk(request, at, length), 0);
  }

  private ByteBuffer holeChunk(Request request, long at, int length) {
    ByteBuffer bytes = ByteBuffer.allocate(headSize() + HOLE_PAYLOAD);
    putHead(bytes, request, Protocol.REPLY_OFFSET_HOLE, HOLE_PAYLOAD);
    return bytes.putLong(at).putInt(length).flip();
  }

  private Outgoing mixed(Request request, long at, Filled filled, MemorySegment data) {
    List<ByteBuffer> parts = new ArrayList<>();
    int head = headSize() + DATA_PAYLOAD;
    int done = 0;
    while (done < filled.length()) {
      int first = Math.min(done + GRAIN, filled.length());
      boolean isZero = Zeros.are(data, done, first);
      int run = runOf(isZero, first, data) - done;
      if (isZero) {
        parts.add(holeChunk(request, at + done, run));
      } else {
        // Before data there is the block's head, or a hole, whose zeros nobody needs.
        ByteBuffer bytes = filled.block().slice(filled.from() + done - head, head + run);
        int start = bytes.position();
        putDataHead(bytes, request, at + done, run);
        parts.add(bytes.position(start));
      }
      done += run;
    }
    ByteBuffer last = parts.getLast();
    return new Outgoing(parts, last, last.position(), filled.block());
  }

  // The end of the run of zeros, or of data, that goes on at `from`.
  private static int runOf(boolean isZero, int from, MemorySegment data) {
    return (int) Zeros.endOfRun(data, from, GRAIN, isZero);
  }

  /// The head of a reply to a read whose data all follow, in one go.
  ByteBuffer headOfData(Request request) {
    if (!hasChunks()) {
      return simple(request, 0).parts().getFirst();
    }
    ByteBuffer bytes = ByteBuffer.allocate(headSize() + DATA_PAYLOAD);
    putDataHead(bytes, request, request.offset(), Math.toIntExact(request.length()));
    return bytes.flip();
  }

  /// What a region is made of, from the request's offset on.
  Outgoing status(Request request, List<StatusRun> runs) {
    int fixed = isExtended ? 8 : 4;
    int each = isExtended ? 16 : 8;
    int length = fixed + each * runs.size();
    ByteBuffer bytes = ByteBuffer.allocate(headSize() + length);
    putHead(
        bytes,
        request,
        isExtended ? Protocol.REPLY_BLOCK_STATUS_EXT : Protocol.REPLY_BLOCK_STATUS,
        length);
    bytes.putInt(ALLOCATION_CONTEXT);
    if (isExtended) {
      bytes.putInt(runs.size());
      runs.forEach(run -> bytes.putLong(run.length()).putLong(run.flags()));
    } else {
      runs.forEach(run -> bytes.putInt((int) run.length()).putInt(run.flags()));
    }
    return Outgoing.small(bytes.flip(), 0);
  }

  private void putDataHead(ByteBuffer to, Request request, long at, int length) {
    putHead(to, request, Protocol.REPLY_OFFSET_DATA, DATA_PAYLOAD + length);
    to.putLong(at);
  }

  private void putHead(ByteBuffer to, Request request, int type, int length) {
    Reply head =
        isExtended
            ? new Reply.Extended(0, type, request.cookie(), request.offset(), length)
            : new Reply.Structured(0, type, request.cookie(), length);
    head.encode(to);
  }

  private int headSize() {
    return isExtended ? Reply.EXTENDED_SIZE : Reply.STRUCTURED_SIZE;
  }
}
