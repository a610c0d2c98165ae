package app.diptych.rescue;

import app.diptych.block.DeviceException;
import app.diptych.block.Region;
import app.diptych.memory.Zeros;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.Queue;

/// One pass, made by some threads at once.
final class Reading implements Crew.Work {
  // What is shorter is written, be it zeros or not: giving back less space gains nothing.
  private static final long SHORTEST_ZEROS = 64 << 10;

  private final Rig rig;
  private final Course course;
  private final Queue<MemorySegment> buffers;
  private final Runnable teller;

  /// A pass that is not begun.
  ///
  /// @param buffers one for each thread, of a piece's size at least
  /// @param teller tells how far the rescue is, on the thread that waits
  Reading(Rig rig, Course course, Queue<MemorySegment> buffers, Runnable teller) {
    this.rig = rig;
    this.course = course;
    this.buffers = buffers;
    this.teller = teller;
  }

  @Override
  public void step() {
    MemorySegment buffer = buffers.remove();
    try {
      rig.door().pass();
      Optional<Region> piece = course.next();
      while (piece.isPresent() && !rig.isEnding()) {
        read(piece.get(), buffer.asSlice(0, piece.get().length()));
        rig.keep();
        rig.door().pass();
        piece = course.next();
      }
    } finally {
      buffers.add(buffer);
    }
  }

  private void read(Region piece, MemorySegment buffer) {
    try {
      rig.source().read(piece.offset(), buffer);
    } catch (DeviceException.Unknown _) {
      // The only failure that a bad sector has: EIO and its kin.
      course.failed(piece);
      rig.pulse()
          .miss(piece, course.plan().from())
          .ifPresent(gone -> rig.end(new RescueOutcome.SourceFailed(gone)));
      return;
    } catch (DeviceException e) {
      rig.end(new RescueOutcome.SourceFailed(e));
      return;
    }
    rig.pulse().beat(piece);
    boolean isZeros = piece.length() >= SHORTEST_ZEROS && Zeros.are(buffer, 0, buffer.byteSize());
    if (rig.change(
        target -> {
          if (isZeros) {
            target.zero(piece);
          } else {
            target.write(piece.offset(), buffer);
          }
        })) {
      course.finished(piece);
    }
  }

  @Override
  public void tell() {
    teller.run();
  }

  @Override
  public void end() {
    rig.end(new RescueOutcome.Cancelled());
  }
}
