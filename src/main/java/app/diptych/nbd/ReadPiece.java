package app.diptych.nbd;

import app.diptych.block.Region;

/// A READ, or a piece of one.
///
/// @param region what is to be read, at least one byte
/// @param block with room for the sectors in which it lies; this gives it back
/// @param pieces of the request
record ReadPiece(Serving serving, Request request, Region region, Block block, Pieces pieces)
    implements Work {
  @Override
  public Command command() {
    return Command.READ;
  }

  @Override
  public void run() {
    Region sectors = serving.offer().sectors(region);
    int length = (int) sectors.length();
    try {
      serving.act(
          Command.READ,
          length,
          () -> serving.device().read(sectors.offset(), block.data(0, length)));
    } catch (Failed e) {
      block.release();
      fail(e.why());
      return;
    }
    int skip = (int) (region.offset() - sectors.offset());
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
