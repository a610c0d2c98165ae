package app.diptych.block;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Regions that are held, no two of which overlap, and those that are waited for, first come, first
/// served: whoever asks for a region waits for every earlier one that overlaps it, held or asked
/// for. Nobody waits in vain, since those who hold a region wait for devices only.
///
/// Every method is called under the lock it was made with, which is let go while waiting.
public final class RegionLock {

  /// A region that somebody holds or has asked for.
  public static final class Hold {
    private final Region region;
    private final Condition granted;
    private boolean isGranted;

    private Hold(Region region, Condition granted) {
      this.region = region;
      this.granted = granted;
    }

    /// Which one.
    public Region region() {
      return region;
    }
  }

  private final ReentrantLock lock;
  private final TreeMap<Long, Region> held = new TreeMap<>();
  private final List<Hold> waiting = new ArrayList<>();

  /// Regions whose holders this lock guards.
  public RegionLock(ReentrantLock lock) {
    this.lock = lock;
  }

  /// Holds a region of at least one byte, until it is released; waits for it.
  public Hold hold(Region region) {
    Hold hold = ask(region);
    await(hold);
    return hold;
  }

  /// Holds a region of at least one byte, if nobody holds some of it or has asked for it.
  public Optional<Hold> tryHold(Region region) {
    return isBusy(region, waiting) ? Optional.empty() : Optional.of(ask(region));
  }

  /// Asks for a region of at least one byte, which it need not hold yet.
  public Hold ask(Region region) {
    Hold hold = new Hold(region, lock.newCondition());
    if (isBusy(region, waiting)) {
      waiting.add(hold);
    } else {
      grant(hold);
    }
    return hold;
  }

  /// Waits until a region that was asked for is held.
  public void await(Hold hold) {
    while (!hold.isGranted) {
      hold.granted.awaitUninterruptibly();
    }
  }

  /// Lets a region go that is held.
  public void release(Hold hold) {
    held.remove(hold.region.offset());
    grant();
  }

  /// Whether a byte of the region is held.
  public boolean isHeld(Region region) {
    // Held regions do not overlap, so only the last one that begins before the end of `region` can
    // reach into it.
    Map.Entry<Long, Region> last = held.lowerEntry(region.end());
    return last != null && last.getValue().overlaps(region);
  }

  private void grant() {
    if (waiting.isEmpty()) {
      return;
    }
    List<Hold> still = new ArrayList<>();
    for (Hold next : waiting) {
      if (isBusy(next.region, still)) {
        still.add(next);
      } else {
        grant(next);
      }
    }
    waiting.clear();
    waiting.addAll(still);
  }

  private boolean isBusy(Region region, List<Hold> before) {
    if (isHeld(region)) {
      return true;
    }
    for (int i = 0; i < before.size(); i++) {
      if (before.get(i).region.overlaps(region)) {
        return true;
      }
    }
    return false;
  }

  private void grant(Hold hold) {
    held.put(hold.region.offset(), hold.region);
    hold.isGranted = true;
    hold.granted.signal();
  }
}
