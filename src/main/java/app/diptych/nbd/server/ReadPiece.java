package app.diptych.nbd.server;

import app.diptych.block.Region;
import app.diptych.nbd.Command;
import app.diptych.nbd.Request;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// A READ, or a piece of one.
///
/// @param region what is to be read, at least one byte
/// @param block with room for the sectors in which it lies; this gives it back
/// @param pieces of the request
record ReadPiece(Serving serving, Request request, Region region, Block block, Pieces pieces)
    implements Work, Serving.Course {
  @Override
  public Command command() {
    return Command.READ;
  }

  @Override
  public boolean isLong() {
    return region.length() >= Intake.CACHED_PIECE;
  }

  @Override
  public boolean begin() {
    Region sectors = serving.offer().sectors(region);
    MemorySegment buffer = block.data(0, (int) sectors.length());
    return serving.begin(Command.READ, sectors.offset(), buffer, this);
  }

  @Override
  public void run() {
    Region sectors = serving.offer().sectors(region);
    MemorySegment buffer = block.data(0, (int) sectors.length());
    try {
      serving.act(
          Command.READ, buffer.byteSize(), () -> serving.device().read(sectors.offset(), buffer));
    } catch (Failed e) {
      answer(e.why());
      return;
    }
    answer(null);
  }

  @Override
  public void landed() {}

  @Override
  public void answer(@Nullable Failing why) {
    if (why != null) {
      block.release();
      fail(why);
      return;
    }
    int skip = (int) (region.offset() - serving.offer().sectors(region).offset());
    serving.traffic().read(region.offset() == request.offset(), region.length());
    serving
        .outbox()
        .add(
            serving
                .replies()
                .data(request, region.offset(), new Filled(block, skip, (int) region.length())),
            pieces);
  }

  private void fail(Failing why) {
    if (pieces.fail(why)) {
      serving.outbox().add(serving.replies().failure(request, why), pieces);
    } else {
      serving.outbox().finish(serving.replies().end(request), pieces);
    }
  }
}
