package app.diptych.rescue;

import app.diptych.block.DeviceException;
import app.diptych.block.Region;
import app.diptych.memory.TransferMemory;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Copies what can be read of a source onto a target of the same length; what cannot is zeros
/// there. Done once. What the map it starts from calls finished is on the target already and is
/// neither read nor written.
///
/// Nobody else may write to either device meanwhile. The rescue does not own them: close them after
/// it.
public final class Rescue {
  private static final Logger LOG = LoggerFactory.getLogger(Rescue.class);

  private final RescueListener listener;
  private final Setting setting;
  private final RescueMap map;
  private final Rig rig;
  private final int sectorSize;
  // Volatile, all three: set by the thread that runs the rescue, read by whoever asks where it is.
  private volatile Stage stage;
  private volatile int pass;
  private volatile LongSupplier position;
  private boolean isBegun;
  private int told;

  /// A rescue that goes on from there, and takes the map over.
  ///
  /// @throws IllegalArgumentException if devices and map are not of one length, neither sector size
  ///   is a multiple of the other, or the target is read-only
  public Rescue(Ends ends, Standing start, RescueOptions options, RescueListener listener) {
    this(ends, start, Setting.of(ends, options), listener);
  }

  Rescue(Ends ends, Standing start, Setting setting, RescueListener listener) {
    ends.check(start.map().size());
    this.listener = listener;
    this.setting = setting;
    this.map = start.map();
    this.stage = start.stage();
    this.pass = start.pass();
    this.position = start::position;
    this.sectorSize = ends.source().geometry().sectorSize();
    var target = new Target(ends.target());
    this.rig =
        new Rig(
            ends.source(),
            target,
            map,
            new Pulse(ends.source(), map),
            new Keeper(setting, target, this::standing, listener::unwritten),
            new Door(),
            new AtomicReference<>());
  }

  private Standing standing() {
    return new Standing(map.copy(), stage, pass, position.getAsLong());
  }

  /// Bytes of which the end is known, for the time being: they are on the target, or could not be
  /// read by themselves.
  public long bytesDone() {
    return map.bytes(Status.FINISHED) + map.bytes(Status.BAD_SECTOR);
  }

  /// What has become of every byte until this moment, rising, without gaps.
  public List<Block> blocks() {
    return map.blocks();
  }

  /// The byte from which it reads about now.
  public long position() {
    return position.getAsLong();
  }

  /// Ends it soon: what is being read is waited for. Safe to call at any time, from any thread.
  public void cancel() {
    rig.end(new RescueOutcome.Cancelled());
  }

  /// Begins to read nothing more until [#resume]. At any time, from any thread.
  public void pause() {
    rig.door().shut();
  }

  /// Goes on. At any time, from any thread.
  public void resume() {
    rig.door().open();
  }

  /// Makes all passes, on threads of its own, and tells the listener on this one. An interrupt
  /// counts as a cancellation, and the thread stays interrupted.
  public RescueOutcome run() {
    map.alignTo(sectorSize);
    Plans plans = setting.plans();
    try (Arena arena = Arena.ofShared()) {
      Queue<MemorySegment> buffers =
          new ConcurrentLinkedQueue<>(
              TransferMemory.allocate(arena, plans.depth(), plans.coarse()));
      copy(plans, buffers);
      make(plans.trimmingPasses(), buffers);
      turn(Status.NON_TRIMMED, Status.NON_SCRAPED, 0);
      make(plans.scrapingPasses(), buffers);
      retry(plans, buffers);
    }
    RescueOutcome outcome = rig.ending().get();
    return outcome == null ? done() : ended(outcome);
  }

  private void copy(Plans plans, Queue<MemorySegment> buffers) {
    // What an earlier run tried in small pieces is not tried in large ones again.
    boolean isFine = stage == Stage.COPYING && pass > plans.coarsePasses().size();
    boolean isPast = stage != Stage.COPYING && map.bytes(Status.NON_TRIED) == 0;
    if (isPast) {
      return;
    }
    if (!isFine) {
      new Zeros(rig).finish(this::tell);
      make(plans.coarsePasses(), buffers);
      turn(Status.NON_TRIMMED, Status.NON_TRIED, plans.fine());
    }
    make(plans.finePasses(), buffers);
  }

  private void retry(Plans plans, Queue<MemorySegment> buffers) {
    int most = setting.options().retries();
    for (int done = 0; done < most && map.bytes(Status.BAD_SECTOR) > 0; done++) {
      make(List.of(plans.retry(done + 1)), buffers);
      if (rig.isEnding()) {
        return;
      }
    }
  }

  private void turn(Status from, Status to, long longerThan) {
    if (!rig.isEnding()) {
      map.replace(from, to, longerThan);
    }
  }

  private void make(List<Plan> plans, Queue<MemorySegment> buffers) {
    for (Plan plan : plans) {
      if (!rig.isEnding() && map.bytes(plan.from()) > 0) {
        var course = new Course(map, plan);
        begin(plan);
        position = course::position;
        var reading = new Reading(rig, course, buffers, this::tell);
        Crew.run(plan.width(), Thread.ofPlatform().name("rescue-", 1).factory(), reading);
      }
    }
  }

  private void begin(Plan plan) {
    boolean isNew = !isBegun || stage != plan.stage();
    isBegun = true;
    stage = plan.stage();
    pass = plan.pass();
    LOG.info("{}, pass {}: {} bytes", stage, pass, map.bytes(plan.from()));
    if (isNew) {
      listener.stage(stage);
    }
  }

  private void tell() {
    double part = map.size() == 0 ? 0 : (double) bytesDone() / map.size();
    // The last one is told when all is durable.
    tellUpTo(Math.min(99, (int) (part * 100)));
  }

  private void tellUpTo(int percent) {
    while (told < percent) {
      told++;
      listener.percent(told);
    }
  }

  private RescueOutcome done() {
    listener.flushing();
    List<Region> bad = map.regions(Status.BAD_SECTOR);
    stage = Stage.FINISHED;
    pass = 1;
    try {
      for (Region region : bad) {
        rig.target().zero(region);
      }
      rig.keeper().write();
    } catch (DeviceException e) {
      return new RescueOutcome.TargetFailed(e);
    } catch (IOException e) {
      return new RescueOutcome.MapFailed(bad, e);
    }
    tellUpTo(100);
    return new RescueOutcome.Done(bad);
  }

  private RescueOutcome ended(RescueOutcome outcome) {
    if (!(outcome instanceof RescueOutcome.TargetFailed)) {
      try {
        rig.keeper().write();
      } catch (DeviceException e) {
        return new RescueOutcome.TargetFailed(e);
      } catch (IOException e) {
        rig.keeper().failed(e);
      }
    }
    return outcome;
  }
}
