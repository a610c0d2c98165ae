package app.diptych.nbd.server;

import app.diptych.block.Region;
import app.diptych.nbd.Command;
import app.diptych.nbd.Request;
import java.nio.ByteBuffer;
import java.util.Optional;

/// A READ whose reply must come in one go but is larger than a block: a simple reply, or a chunk
/// that may not be fragmented. It keeps the way out for itself and sends block by block.
///
/// @param block this gives it back
record StreamedRead(Serving serving, Request request, Block block) implements Work {
  @Override
  public Command command() {
    return Command.READ;
  }

  @Override
  public void run() {
    try {
      stream();
    } finally {
      block.release();
    }
  }

  private void stream() {
    Region whole = new Region(request.offset(), request.length());
    ByteBuffer first;
    try {
      first = read(whole.offset(), whole);
    } catch (Failed e) {
      serving.outbox().add(serving.replies().failure(request, e.why()));
      return;
    }
    Optional<Outgoing> end;
    serving.outbox().claim();
    try {
      end = send(first, whole);
    } finally {
      serving.outbox().release();
    }
    // Not before: as long as nobody else sends, there may be no room.
    end.ifPresent(serving.outbox()::add);
  }

  // What is to follow once others may send as well.
  private Optional<Outgoing> send(ByteBuffer first, Region whole) {
    Outbox outbox = serving.outbox();
    long at = whole.offset() + first.remaining();
    boolean isTaken = outbox.sendNow(serving.replies().headOfData(request), first);
    while (isTaken && at < whole.end()) {
      try {
        ByteBuffer next = read(at, whole);
        at += next.remaining();
        isTaken = outbox.sendNow(next);
      } catch (Failed e) {
        return breakOff(at, e.why());
      }
    }
    serving.traffic().read(true, whole.length());
    return serving.replies().hasChunks()
        ? Optional.of(serving.replies().end(request))
        : Optional.empty();
  }

  // A chunk is filled up, and its failure told behind it. Of a simple reply it is too late to say
  // anything (section "Simple replies").
  private Optional<Outgoing> breakOff(long from, Failing why) {
    if (!serving.replies().hasChunks()) {
      serving.outbox().breakOff();
      return Optional.empty();
    }
    long left = request.offset() + request.length() - from;
    block.data(0, block.capacity()).fill((byte) 0);
    boolean isTaken = true;
    while (isTaken && left > 0) {
      ByteBuffer zeros = block.bytes(0, (int) Math.min(left, block.capacity()));
      left -= zeros.remaining();
      isTaken = serving.outbox().sendNow(zeros);
    }
    return Optional.of(serving.replies().failure(request, why));
  }

  private ByteBuffer read(long at, Region whole) throws Failed {
    long end = at - at % block.capacity() + block.capacity();
    Region part = Region.between(at, Math.min(end, whole.end()));
    Region sectors = serving.offer().sectors(part);
    int length = (int) sectors.length();
    serving.act(
        Command.READ, length, () -> serving.device().read(sectors.offset(), block.data(0, length)));
    return block.bytes((int) (at - sectors.offset()), (int) part.length());
  }
}
