package app.diptych.nbd;

import app.diptych.block.DeviceException;
import app.diptych.block.Region;

/// A WRITE, or a piece of one, whose data have come.
///
/// @param region what is to be written, at least one byte
/// @param block with the sectors in which it lies, of which the bytes of the region are set; this
///   gives it back
/// @param pieces of the request
record WritePiece(Serving serving, Request request, Region region, Block block, Pieces pieces)
    implements Work {
  @Override
  public Command command() {
    return Command.WRITE;
  }

  @Override
  public void run() {
    try {
      if (pieces.failure() == null) {
        serving.act(Command.WRITE, region.length(), this::write);
        serving.traffic().wrote(region.offset() == request.offset(), region.length());
      }
    } catch (Failed e) {
      pieces.fail(e.why());
    } finally {
      block.release();
    }
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
