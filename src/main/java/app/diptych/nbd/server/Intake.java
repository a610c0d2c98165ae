package app.diptych.nbd.server;

import app.diptych.block.Region;
import app.diptych.nbd.Command;
import app.diptych.nbd.Protocol;
import app.diptych.nbd.ProtocolException;
import app.diptych.nbd.Request;
import app.diptych.nbd.WireError;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Makes works of what comes from a client: of a small request one, of a large one several pieces,
/// so that its first bytes are on the device, or on the way to the client, while the rest is still
/// to come.
///
/// For one thread at a time, [#refuseFromHere] for any.
final class Intake {
  /// A piece of a request on a device that answers from memory: small enough to stay in the
  /// processor's cache between device and wire, large enough for another thread to take the next
  /// one meanwhile.
  static final int CACHED_PIECE = 512 << 10;

  // Of other devices: what direct I/O is content with.
  private static final int PIECE = Memory.LARGE;
  // What a server that closes still gives to a request that takes long.
  private static final long GRACE = TimeUnit.SECONDS.toNanos(2);
  // Effect length and at most this many contexts, of which there is one.
  private static final int STATUS_PAYLOAD = 12;

  private final Serving serving;
  private final Receiver receiver;
  private final Allowance small;
  private final Allowance large;
  private final Judge judge;
  private final boolean isExtended;
  private final int headSize;
  private @Nullable Cutting cutting;
  // Volatile, both: the server sets them when it closes, the time first.
  private volatile long shutDownAt;
  private volatile boolean isShuttingDown;

  // A request of which not all pieces were made.
  private record Cutting(Request request, Pieces pieces, int size, long at) {
    Region next() {
      long end = Math.min(request.offset() + request.length(), at - at % size + size);
      return Region.between(at, end);
    }
  }

  /// Makes works of what a receiver gets, with blocks of these shares.
  Intake(Serving serving, Receiver receiver, Memory memory) {
    this.serving = serving;
    this.receiver = receiver;
    this.small = memory.small();
    this.large = memory.large();
    this.judge = new Judge(serving.agreement());
    this.isExtended = serving.replies().isExtended();
    this.headSize = Request.size(isExtended);
  }

  /// From here on, what comes is answered with ESHUTDOWN.
  void refuseFromHere() {
    shutDownAt = System.nanoTime();
    isShuttingDown = true;
  }

  // Whether nobody is there any more for a request that takes long, or waits for it any longer.
  private boolean isGivenUp() {
    return serving.outbox().isBroken()
        || (isShuttingDown && System.nanoTime() - shutDownAt > GRACE);
  }

  /// Whether the next work can be had without waiting for the client.
  boolean isReady() {
    if (cutting != null) {
      boolean isRead = cutting.request.type() == Command.READ.code();
      return isRead || receiver.buffered() >= cutting.next().length();
    }
    int buffered = receiver.buffered();
    if (buffered < headSize) {
      return false;
    }
    // Behind the magic, flags and type; behind these, cookie and offset.
    int at = receiver.buffer().position();
    boolean isFollowed =
        isFollowed(receiver.buffer().getShort(at + 4), receiver.buffer().getShort(at + 6));
    long length = Integer.toUnsignedLong(receiver.buffer().getInt(at + headSize - 4));
    return !isFollowed || buffered - headSize >= length;
  }

  /// The next work; waits for it. None where the client is done.
  Optional<Work> next() throws IOException {
    if (cutting != null) {
      return Optional.of(nextPiece(cutting));
    }
    if (!receiver.await(headSize)) {
      return Optional.empty();
    }
    Request request = Request.decode(receiver.buffer(), isExtended);
    return request.type() == Command.DISC.code() ? Optional.empty() : Optional.of(begin(request));
  }

  private Work begin(Request request) throws IOException {
    Optional<Failing> refusal =
        isShuttingDown ? Optional.of(Failing.SHUTDOWN) : judge.refusal(request);
    if (refusal.isPresent()) {
      receiver.skip(payload(request));
      return refused(request, refusal.get());
    }
    Command command = request.command().orElseThrow();
    if (command == Command.BLOCK_STATUS) {
      return status(request);
    }
    if (command == Command.FLUSH) {
      return change(request, command, Region.NOWHERE);
    }
    if (request.length() == 0) {
      return new Answer(serving, command, serving.replies().success(request));
    }
    return switch (command) {
      case READ, WRITE -> cut(request, command);
      case TRIM, WRITE_ZEROES, CACHE -> change(request, command, region(request));
      case BLOCK_STATUS, FLUSH, DISC -> throw new IllegalStateException(command.toString());
    };
  }

  // How many bytes follow the head.
  private long payload(Request request) throws ProtocolException {
    if (!isFollowed(request.flags(), request.type())) {
      return 0;
    }
    // Section "Request message" of the extension: as much as this must not be waited for.
    if (isExtended && Long.compareUnsigned(request.length(), Offer.MAXIMUM) > 0) {
      throw new ProtocolException(
          "a payload of " + Long.toUnsignedString(request.length()) + " bytes");
    }
    return request.length();
  }

  private boolean isFollowed(int flags, int type) {
    return isExtended ? (flags & Protocol.CMD_FLAG_PAYLOAD_LEN) != 0 : type == Command.WRITE.code();
  }

  private Work refused(Request request, Failing why) {
    Command like = request.command().orElse(Command.CACHE);
    return new Answer(serving, like, serving.replies().failure(request, why));
  }

  private static Region region(Request request) {
    return new Region(request.offset(), request.length());
  }

  private Work change(Request request, Command command, Region region) {
    return new Change(serving, request, command, region, this::isGivenUp);
  }

  private Work status(Request request) throws IOException {
    if (!request.has(Protocol.CMD_FLAG_PAYLOAD_LEN)) {
      return new StatusQuery(serving, request, region(request));
    }
    long payload = payload(request);
    if (payload != STATUS_PAYLOAD) {
      receiver.skip(payload);
      return refused(request, new Failing(WireError.EINVAL, "one context can be asked for"));
    }
    if (!receiver.await(STATUS_PAYLOAD)) {
      throw new ProtocolException("the client left in the middle of a request");
    }
    long length = receiver.buffer().getLong();
    int context = receiver.buffer().getInt();
    Request asked =
        new Request(request.flags(), request.type(), request.cookie(), request.offset(), length);
    Optional<Failing> refusal =
        context == Replies.ALLOCATION_CONTEXT
            ? judge.place(Command.BLOCK_STATUS, asked)
            : Optional.of(new Failing(WireError.EINVAL, "unknown context " + context));
    return refusal.isPresent()
        ? refused(request, refusal.get())
        : new StatusQuery(serving, asked, region(asked));
  }

  private Work cut(Request request, Command command) throws IOException {
    Region region = region(request);
    boolean isRead = command == Command.READ;
    boolean isWhole = isRead && isInOneGo(request);
    long length = serving.offer().sectors(region).length();
    if (isWhole && length > PIECE) {
      return new StreamedRead(serving, request, take(large));
    }
    int size = serving.pace().isShort(command) ? CACHED_PIECE : PIECE;
    if (isWhole || length <= size) {
      return piece(request, region, new Pieces(1));
    }
    long count = Math.ceilDiv(region.end(), size) - region.offset() / size;
    return nextPiece(new Cutting(request, new Pieces((int) count), size, region.offset()));
  }

  private boolean isInOneGo(Request request) {
    return !serving.replies().hasChunks() || request.has(Protocol.CMD_FLAG_DF);
  }

  private Work nextPiece(Cutting from) throws IOException {
    Request request = from.request;
    Region region = from.next();
    boolean isLast = region.end() == request.offset() + request.length();
    cutting = isLast ? null : new Cutting(request, from.pieces, from.size, region.end());
    return piece(request, region, from.pieces);
  }

  private Work piece(Request request, Region region, Pieces pieces) throws IOException {
    Region sectors = serving.offer().sectors(region);
    Block block = take(sectors.length() <= Memory.SMALL ? small : large);
    if (request.type() == Command.READ.code()) {
      return new ReadPiece(serving, request, region, block, pieces);
    }
    try {
      int skip = (int) (region.offset() - sectors.offset());
      receiver.take(block.bytes(skip, (int) region.length()));
    } catch (IOException | RuntimeException e) {
      block.release();
      throw e;
    }
    return new WritePiece(serving, request, region, block, pieces);
  }

  // What waits to be sent may hold the block that is waited for.
  private Block take(Allowance from) {
    Optional<Block> block = from.tryTake();
    if (block.isPresent()) {
      return block.get();
    }
    serving.flights().submit();
    serving.outbox().flush();
    return from.take();
  }
}
