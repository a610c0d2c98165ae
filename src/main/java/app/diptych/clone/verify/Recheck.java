package app.diptych.clone.verify;

import app.diptych.block.BlockDevice;
import app.diptych.block.Region;
import app.diptych.block.SliceDevice;
import app.diptych.clone.control.AbandonedException;
import app.diptych.clone.control.Control;
import app.diptych.mirror.Progress;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Compares what a journal calls equal, before a job goes on from it: whoever has written to either
/// side since, past this program, has left no trace in the journal. What differs is copied again.
public final class Recheck {
  // Parts between two that are compared which are compared along, rather than to begin anew.
  private static final int GAP = 16;

  private final BlockDevice source;
  private final BlockDevice target;
  private final Control control;
  private final long partSize;

  /// A comparison that has not begun.
  ///
  /// @param pair what is compared, as after a copy: it is to find no less
  /// @param partSize bytes of the parts that the journal counts in
  public Recheck(Verification pair, long partSize) {
    this.source = pair.believed();
    this.target = pair.target();
    this.control = pair.control();
    this.partSize = partSize;
  }

  /// The parts, of those that are called equal and beside them, that differ or could not be
  /// compared.
  ///
  /// @throws AbandonedException if the job is to end meanwhile
  public BitSet doubtful(BitSet equal) throws AbandonedException {
    List<Region> stretches = stretches(equal);
    long total = stretches.stream().mapToLong(Region::length).sum();
    long done = 0;
    BitSet doubtful = new BitSet();
    for (Region stretch : stretches) {
      var verifier =
          new Verifier(
              new SliceDevice(source, stretch), new SliceDevice(target, stretch), control, _ -> {});
      long before = done;
      control.board().count(() -> new Progress(before + verifier.progress().bytesDone(), total));
      switch (verifier.compare()) {
        case Verifier.Outcome.Compared(var differences) ->
            differences.regions().forEach(r -> doubt(doubtful, stretch.offset(), r));
        // What is not known is copied; where it cannot be read, that tells.
        case Verifier.Outcome.Skipped _, Verifier.Outcome.Unreadable _ ->
            doubt(doubtful, 0, stretch);
        case Verifier.Outcome.Cancelled() -> throw new AbandonedException();
      }
      done += stretch.length();
    }
    return doubtful;
  }

  private void doubt(BitSet doubtful, long base, Region region) {
    long from = base + region.offset();
    long end = base + region.end();
    doubtful.set(Math.toIntExact(from / partSize), Math.toIntExact(Math.ceilDiv(end, partSize)));
  }

  private List<Region> stretches(BitSet parts) {
    long size = source.geometry().size();
    List<Region> stretches = new ArrayList<>();
    int first = parts.nextSetBit(0);
    while (first >= 0) {
      int end = parts.nextClearBit(first);
      int next = parts.nextSetBit(end);
      while (next >= 0 && next - end <= GAP) {
        end = parts.nextClearBit(next);
        next = parts.nextSetBit(end);
      }
      stretches.add(Region.between(first * partSize, Math.min(end * partSize, size)));
      first = next;
    }
    return stretches;
  }
}
