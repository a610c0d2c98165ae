package app.diptych.clone.verify;

import app.diptych.block.BlockDevice;
import app.diptych.block.DeviceException;
import app.diptych.block.Region;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Phase;
import app.diptych.clone.Refusal;
import app.diptych.clone.control.Board;
import app.diptych.clone.control.Control;
import app.diptych.mirror.Progress;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The phases of a job in which some regions are copied and made durable, on two open devices that
/// nobody else writes to.
///
/// @param source where the bytes are read
/// @param target where they go
/// @param control how the job is watched and ended
public record Patching(BlockDevice source, BlockDevice target, Control control) {
  private static final Logger LOG = LoggerFactory.getLogger(Patching.class);
  private static final long AT_ONCE = 4 << 20;
  private static final long ALIGNMENT = 4096;

  /// The regions, widened to whole sectors of both; those that meet then are one.
  ///
  /// @param regions rising, apart from each other
  public static List<Region> sectors(List<Region> regions, BlockDevice source, BlockDevice target) {
    long sector = sectorSize(source, target);
    long size = source.geometry().size();
    List<Region> whole = new ArrayList<>();
    for (Region region : regions) {
      long from = region.offset() - region.offset() % sector;
      long end = Math.min(size, Math.ceilDiv(region.end(), sector) * sector);
      if (!whole.isEmpty() && whole.getLast().end() >= from) {
        from = whole.removeLast().offset();
      }
      whole.add(Region.between(from, end));
    }
    return whole;
  }

  private static long sectorSize(BlockDevice source, BlockDevice target) {
    return Math.max(source.geometry().sectorSize(), target.geometry().sectorSize());
  }

  /// Copies them; the result is how the job ends, empty where they are on the target, durably.
  public Optional<CloneResult> copy(List<Region> regions) {
    Board board = control.board();
    long total = regions.stream().mapToLong(Region::length).sum();
    var counted = new Counted(total, percent -> board.percent(Phase.COPYING, percent));
    board.begin(Phase.COPYING, counted::progress);
    control.pausing().lead(() -> {}, () -> {});
    try (Arena arena = Arena.ofShared()) {
      MemorySegment buffer = arena.allocate(AT_ONCE, ALIGNMENT);
      long sector = sectorSize(source, target);
      long most = AT_ONCE - AT_ONCE % sector;
      for (Region region : regions) {
        for (long at = region.offset(); at < region.end(); at += most) {
          control.pausing().await();
          if (control.cancellation().isWished()) {
            return cancelled(counted.progress());
          }
          MemorySegment bytes = buffer.asSlice(0, Math.min(most, region.end() - at));
          copy(at, bytes);
          counted.reach(counted.progress().bytesDone() + bytes.byteSize());
        }
      }
      board.turn(Phase.FLUSHING);
      on(Refusal.Role.TARGET, target::flush);
      return Optional.empty();
    } catch (SideFailure e) {
      // What did not answer was cut short.
      if (control.cancellation().isWished()) {
        return cancelled(counted.progress());
      }
      LOG.error("copying again failed: {}", e.role(), e.failure());
      return Optional.of(CloneResult.Failed.of(board.phase(), e.role(), e.failure()));
    }
  }

  private void copy(long offset, MemorySegment bytes) throws SideFailure {
    on(Refusal.Role.SOURCE, () -> source.read(offset, bytes));
    on(Refusal.Role.TARGET, () -> target.write(offset, bytes));
  }

  private interface Action {
    void run() throws DeviceException;
  }

  private static void on(Refusal.Role role, Action action) throws SideFailure {
    try {
      action.run();
    } catch (DeviceException e) {
      throw new SideFailure(role, e);
    }
  }

  private static Optional<CloneResult> cancelled(Progress progress) {
    return Optional.of(new CloneResult.Cancelled(progress));
  }
}
