package app.diptych.nbd.server;

import app.diptych.block.DeviceException;
import app.diptych.block.Extent;
import app.diptych.block.Region;
import app.diptych.nbd.Command;
import app.diptych.nbd.Protocol;
import app.diptych.nbd.Request;
import java.util.ArrayList;
import java.util.List;

/// A BLOCK_STATUS. The answer may end before the region does; the client then asks again.
///
/// @param region at least one byte
record StatusQuery(Serving serving, Request request, Region region) implements Work {
  // What a device is asked for at once: where much is fragmented, the client need not wait for it
  // all, and where little is, the next is asked.
  private static final long WINDOW = 256L << 20;
  private static final int MOST_WINDOWS = 64;
  // A reply of 64 KiB; the specification allows 2^20.
  private static final int MOST_RUNS = 4096;
  // A compact reply has 32 bits for a length, and whole sectors are wanted.
  private static final long LONGEST_RUN = 1L << 31;

  @Override
  public Command command() {
    return Command.BLOCK_STATUS;
  }

  @Override
  public void run() {
    List<StatusRun> runs = new ArrayList<>();
    try {
      serving.act(command(), 0, () -> collect(runs));
      serving.outbox().add(serving.replies().status(request, runs));
    } catch (Failed e) {
      serving.outbox().add(serving.replies().failure(request, e.why()));
    }
  }

  private void collect(List<StatusRun> runs) throws DeviceException {
    int most = request.has(Protocol.CMD_FLAG_REQ_ONE) ? 1 : MOST_RUNS;
    long at = region.offset();
    for (int i = 0; i < MOST_WINDOWS && at < region.end(); i++) {
      Region window = Region.between(at, Math.min(at + WINDOW, region.end()));
      for (Extent extent : serving.device().extents(serving.offer().sectors(window))) {
        Region part = extent.region().intersect(window);
        if (!part.isEmpty() && !add(runs, part.length(), flags(extent), most)) {
          return;
        }
      }
      at = window.end();
    }
  }

  // False if there is no room for more.
  private boolean add(List<StatusRun> runs, long length, int flags, int most) {
    if (!runs.isEmpty()) {
      StatusRun last = runs.getLast();
      boolean fits = serving.replies().isExtended() || last.length() + length <= LONGEST_RUN;
      if (last.flags() == flags && fits) {
        runs.set(runs.size() - 1, new StatusRun(last.length() + length, flags));
        return true;
      }
    }
    if (runs.size() == most) {
      return false;
    }
    runs.add(new StatusRun(length, flags));
    return true;
  }

  private static int flags(Extent extent) {
    return switch (extent.kind()) {
      case DATA -> 0;
      case HOLE -> Protocol.STATE_HOLE | Protocol.STATE_ZERO;
      case ZERO -> Protocol.STATE_ZERO;
    };
  }
}
