package app.diptych.nbd.server;

import app.diptych.block.DeviceException;
import app.diptych.block.Region;
import app.diptych.nbd.Command;
import app.diptych.nbd.Protocol;
import app.diptych.nbd.Request;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// A WRITE, or a piece of one, whose data have come.
///
/// @param region what is to be written, at least one byte
/// @param block with the sectors in which it lies, of which the bytes of the region are set; this
///   gives it back
/// @param pieces of the request
record WritePiece(Serving serving, Request request, Region region, Block block, Pieces pieces)
    implements Work, Serving.Course {
  @Override
  public Command command() {
    return Command.WRITE;
  }

  @Override
  public boolean isLong() {
    return region.length() >= Intake.CACHED_PIECE;
  }

  @Override
  public boolean begin() {
    Offer offer = serving.offer();
    boolean isPlain =
        offer.isWhole(region)
            && pieces.failure() == null
            && !request.has(Protocol.CMD_FLAG_FUA)
            && offer.edges().enter();
    if (!isPlain) {
      return false;
    }
    MemorySegment buffer = block.data(0, (int) region.length());
    boolean hasBegun = serving.begin(Command.WRITE, region.offset(), buffer, this);
    if (!hasBegun) {
      offer.edges().leave();
    }
    return hasBegun;
  }

  @Override
  public void run() {
    Failing why = null;
    if (pieces.failure() == null) {
      try {
        serving.act(Command.WRITE, region.length(), this::write);
      } catch (Failed e) {
        why = e.why();
      }
    }
    answer(why);
  }

  @Override
  public void landed() {
    serving.offer().edges().leave();
  }

  @Override
  public void answer(@Nullable Failing why) {
    if (why != null) {
      pieces.fail(why);
    } else if (pieces.failure() == null) {
      serving.traffic().wrote(region.offset() == request.offset(), region.length());
    }
    block.release();
    if (pieces.finishOne()) {
      serving.outbox().add(reply());
    }
  }

  private void write() throws DeviceException {
    Offer offer = serving.offer();
    if (offer.isWhole(region)) {
      offer
          .edges()
          .whole(
              region,
              () -> serving.device().write(region.offset(), block.data(0, (int) region.length())));
    } else {
      Rewriting.write(offer, region, block);
    }
  }

  private Outgoing reply() {
    Failing why = pieces.failure();
    try {
      if (why == null && request.has(Protocol.CMD_FLAG_FUA)) {
        serving.act(Command.FLUSH, 0, serving.device()::flush);
      }
    } catch (Failed e) {
      why = e.why();
    }
    return why == null
        ? serving.replies().success(request)
        : serving.replies().failure(request, why);
  }
}
