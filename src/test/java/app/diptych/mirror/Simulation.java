package app.diptych.mirror;

import app.diptych.block.DeviceException;
import app.diptych.block.Geometry;
import app.diptych.block.Region;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One run of a real mirror between two simulated devices, with callers that write, read, zero,
/// trim and flush meanwhile. Every thread and every operation of the devices goes on when the seed
/// says so; whatever goes wrong is an [AssertionError].
final class Simulation implements MirrorListener {
  /// Something that may fail in any way.
  @FunctionalInterface
  interface Work {
    /// Does it.
    void run() throws Exception;
  }

  // Far more than any scenario needs: who gets there goes round in circles.
  private static final int MOST_STEPS = 200_000;

  private final Scenario scenario;
  private final SplittableRandom random;
  private final List<SimulatedDevice.Pending> pending = new ArrayList<>();
  private final SimulatedThreads threads;
  private final SimulatedTime time;
  private final History history;
  private final SimulatedDevice primary;
  private final SimulatedDevice secondary;
  private final IntentLog log;
  private final Mirror mirror;
  private final List<SimulatedCaller> callers = new ArrayList<>();
  private final SimulatedInspector inspector;
  private final SimulatedTroubles troubles;
  private final List<Integer> percents = new ArrayList<>();
  private @Nullable Throwable wrong;
  private boolean isComplete;
  private boolean isClosed;
  private boolean wasInSync;
  private MirrorState.@Nullable Failed failure;
  // What was on the secondary when it was detached.
  private byte @Nullable [] detached;

  private Simulation(Scenario scenario) throws MismatchException {
    this.scenario = scenario;
    this.random = new SplittableRandom(scenario.seed() ^ 0x5eed);
    this.threads = new SimulatedThreads(random);
    this.time = new SimulatedTime(threads.factory());
    this.history = new History(scenario.sectors());
    this.troubles = new SimulatedTroubles(scenario, random);
    this.primary = device("primary", scenario.primarySector(), troubles::ofPrimary);
    this.secondary = device("secondary", scenario.secondarySector(), troubles::ofSecondary);
    for (int s = 0; s < scenario.sectors(); s++) {
      long writer = s / 16 % 2 == 0 ? 1 : Sectors.ZERO;
      primary.put(s, writer);
      history.initial(s, writer);
      secondary.put(s, 2);
    }
    this.log = scenario.partChunks() == 0 ? IntentLog.NONE : log();
    Surroundings surroundings = new Surroundings(threads.factory(), time, scenario.processors());
    this.mirror = Mirror.connect(primary, secondary, scenario.options(), log, this, surroundings);
    this.inspector = new SimulatedInspector(mirror, secondary, scenario, random.split());
  }

  /// A log of some parts that are equal already, as after a crash.
  private SimulatedLog log() {
    int size = scenario.partChunks() * scenario.chunkSectors();
    BitSet equal = new BitSet();
    for (int p = 0; p * size < scenario.sectors(); p++) {
      if (random.nextInt(3) == 0) {
        equal.set(p);
        for (int s = p * size; s < Math.min((p + 1) * size, scenario.sectors()); s++) {
          secondary.put(s, s / 16 % 2 == 0 ? 1 : Sectors.ZERO);
        }
      }
    }
    return new SimulatedLog(size * 512L, equal, time);
  }

  /// Plays a scenario to its end.
  ///
  /// @return a number that depends on every step of the play
  static long play(Scenario scenario) throws MismatchException {
    Simulation simulation = new Simulation(scenario);
    simulation.run();
    return simulation.random.nextLong() + Arrays.hashCode(simulation.primary.content());
  }

  private SimulatedDevice device(String name, int sector, SimulatedDevice.Faults faults) {
    Geometry geometry = new Geometry(scenario.sectors() * 512L, sector, false);
    return new SimulatedDevice(name, geometry, faults, new Random(random.nextLong()), pending);
  }

  private void run() {
    for (int c = 0; c < scenario.clients(); c++) {
      SimulatedCaller caller =
          new SimulatedCaller(mirror, history, scenario, random.split(), 10 + c);
      callers.add(caller);
      start(caller);
    }
    if (scenario.detaches()) {
      start(this::detach);
    }
    if (scenario.inspection() != Scenario.Inspection.NONE) {
      start(inspector);
    }
    start(this::end);
    int steps = 0;
    while (wrong == null && (threads.anyReady() || !pending.isEmpty() || time.isAwaited())) {
      step();
      checkSurviving();
      checkHead();
      if (steps % 4 == 0) {
        checkSettled();
      }
      steps++;
      check(steps < MOST_STEPS, "goes round in circles");
    }
    check(isClosed, "hangs");
    check(pending.isEmpty(), "operations left behind");
  }

  private void step() {
    if (threads.anyReady() && (pending.isEmpty() || random.nextInt(3) > 0)) {
      threads.runOne();
    } else if (pending.isEmpty() || (time.isAwaited() && random.nextInt(4) == 0)) {
      time.passToNext();
    } else {
      stepDevice(pending.get(random.nextInt(pending.size())));
    }
    boolean isInSync = mirror.state() instanceof MirrorState.InSync;
    Progress progress = mirror.progress();
    check(!isInSync || progress.bytesDone() == progress.bytesTotal(), "in sync with dirty chunks");
    boolean isLost = wasInSync && mirror.state() instanceof MirrorState.Copying;
    check(
        !isLost || troubles.primaryFailed() || inspector.hasBad(),
        "no longer in sync, and nothing has failed");
    wasInSync = isInSync;
    if (wrong != null) {
      throw new AssertionError(scenario + ": " + wrong.getMessage(), wrong);
    }
  }

  private void stepDevice(SimulatedDevice.Pending operation) {
    time.pass(random.nextLong(100_000));
    if (scenario.isSlow() && operation.device() == secondary && random.nextInt(8) > 0) {
      time.pass(1_000_000);
    } else {
      operation.step();
    }
  }

  private void start(Work work) {
    threads
        .factory()
        .newThread(() -> {
          try {
            work.run();
          } catch (Throwable e) {
            wrong = e;
          }
        })
        .start();
  }

  /// Somebody who wants the secondary as soon as it can be had.
  private void detach() throws Exception {
    for (int n = 0; n < 1000 && detached == null && !isClosed; n++) {
      long start = history.tick();
      boolean wasInSync = mirror.state() instanceof MirrorState.InSync;
      try {
        if (mirror.detach()) {
          check(wasInSync || isComplete, "detached and never in sync");
          checkDetached(start, secondary.content().clone());
        }
      } catch (DeviceException | IllegalStateException _) {
        // The primary failed, or the mirror is closed.
      }
      time.rest(200_000);
    }
  }

  private void checkDetached(long start, byte[] content) {
    check(Arrays.equals(content, secondary.durable()), "detached and not durable");
    check(pending.stream().noneMatch(p -> p.device() == secondary), "detached and busy");
    for (int s = 0; s < scenario.sectors(); s++) {
      long writer = Sectors.writer(content, s * Sectors.SIZE, s);
      history.check(s, writer, start, history.tick(), "after detaching the secondary");
    }
    detached = content;
  }

  /// What the owner of the mirror does: waits for callers and copy, checks, and closes.
  private void end() throws Exception {
    if (!scenario.closesEarly()) {
      for (SimulatedCaller caller : callers) {
        caller.ended().join();
      }
      troubles.heal();
      if (scenario.inspection() != Scenario.Inspection.NONE) {
        inspector.ended().join();
      }
      MirrorState state = mirror.awaitEndOfCopying();
      boolean isDetached = state instanceof MirrorState.Detached;
      check(!isDetached || scenario.detaches(), "detached before it was closed");
      if (state instanceof MirrorState.InSync) {
        check(isComplete(), "in sync without telling");
        check(!troubles.secondaryFailed(), "in sync although the secondary failed");
        inspector.settle();
        check(areEqual(0, scenario.sectors(), inspector::isBad), "both sides differ");
        flush();
      }
    }
    mirror.close();
    boolean wasComplete = isComplete;
    check(pending.isEmpty(), "closed with operations under way");
    isClosed = true;
    for (SimulatedCaller caller : callers) {
      caller.ended().join();
    }
    if (scenario.inspection() != Scenario.Inspection.NONE) {
      inspector.ended().join();
    }
    check(isComplete == wasComplete, "complete after it was closed");
    checkEndState();
    check(detached == null || Arrays.equals(detached, secondary.content()), "detached, changed");
  }

  private boolean isComplete() {
    return isComplete;
  }

  private void flush() throws DeviceException {
    long start = history.tick();
    mirror.flush();
    history.promise(start);
    if (!(mirror.state() instanceof MirrorState.Detached)) {
      checkDurable();
    }
  }

  private void checkEndState() {
    MirrorState state = mirror.state();
    if (failure != null) {
      check(failure.equals(state), "failed, and then " + state);
      boolean isTrue =
          failure.side() == Side.PRIMARY ? troubles.primaryFailed() : troubles.secondaryFailed();
      check(isTrue, "failed without a fault: " + failure);
    } else {
      check(state instanceof MirrorState.Detached, "closed, and " + state);
      boolean endedBefore = scenario.closesEarly();
      check(
          endedBefore || !troubles.secondaryFailed(), "the secondary's failure was told to nobody");
    }
  }

  private void checkSettled() {
    for (Region region : mirror.settled()) {
      int from = Math.toIntExact(region.offset() / Sectors.SIZE);
      int to = Math.toIntExact(region.end() / Sectors.SIZE);
      check(areEqual(from, to, inspector::isUnfound), "clean and different: " + region);
    }
  }

  /// Whether both sides are, but for sectors that went bad.
  private boolean areEqual(int from, int to, IntPredicate isExcused) {
    return areEqual(primary.content(), secondary.content(), from, to, isExcused);
  }

  private static boolean areEqual(
      byte[] one, byte[] other, int from, int to, IntPredicate isExcused) {
    int size = Sectors.SIZE;
    return IntStream.range(from, to)
        .filter(isExcused.negate())
        .allMatch(
            s -> Arrays.equals(one, s * size, (s + 1) * size, other, s * size, (s + 1) * size));
  }

  /// After a crash at this moment, what the log calls equal is, whatever was lost.
  private void checkSurviving() {
    if (log instanceof SimulatedLog simulated) {
      int part = Math.toIntExact(log.partSize() / Sectors.SIZE);
      simulated.surviving().stream()
          .forEach(p -> checkSurviving(p * part, Math.min((p + 1) * part, scenario.sectors())));
    }
  }

  private void checkSurviving(int from, int to) {
    byte[] content = primary.content();
    for (byte[] other : List.of(primary.durable(), secondary.content(), secondary.durable())) {
      check(
          areEqual(content, other, from, to, inspector::isUnfound),
          "kept as equal, and lost: " + from);
    }
  }

  /// The secondary does not begin as a finished copy does before it is one.
  private void checkHead() {
    boolean isWatched =
        scenario.options().headLast()
            && scenario.clients() == 0
            && scenario.partChunks() == 0
            && scenario.sectors() > 0
            && Sectors.writer(secondary.content(), 0, 0) == 1;
    int chunk =
        Math.toIntExact(Math.min(scenario.chunkSectors() * 512L, scenario.sectors() * 512L));
    for (int s = chunk / 512; isWatched && s < scenario.sectors(); s++) {
      long writer = Sectors.writer(secondary.durable(), s * Sectors.SIZE, s);
      boolean isCopied = writer == (s / 16 % 2 == 0 ? 1 : Sectors.ZERO) || inspector.isBad(s);
      check(isCopied, "begins like a copy, and is none");
    }
  }

  /// After a crash of the secondary, it holds at least what had been promised to be durable.
  private void checkDurable() {
    for (int s = 0; s < scenario.sectors(); s++) {
      long writer = Sectors.writer(secondary.durable(), s * Sectors.SIZE, s);
      if (!inspector.isBad(s)) {
        history.checkDurable(s, writer, "after a crash the secondary");
      }
    }
  }

  @Override
  public void percent(int percent) {
    check(percent >= 1 && percent <= 100, "percent " + percent);
    check(percents.isEmpty() || percents.getLast() < percent, percent + " after " + percents);
    check(!isComplete, "percent after complete");
    percents.add(percent);
  }

  @Override
  public void flushing() {
    // Only when callers rest does the last flush promise all that they have written.
    if (callers.stream().allMatch(c -> c.ended().isDone())) {
      history.promise(history.tick());
    }
  }

  @Override
  public void complete() {
    check(!isComplete, "complete twice");
    check(failure == null, "complete after a failure");
    check(!isClosed, "complete after it was closed");
    check(percents.isEmpty() ? scenario.sectors() == 0 : percents.getLast() == 100, "not 100");
    isComplete = true;
    checkDurable();
  }

  @Override
  public void failed(MirrorState.Failed failed) {
    check(failure == null, "failed twice");
    failure = failed;
  }

  private void check(boolean isRight, String what) {
    if (!isRight && wrong == null) {
      wrong = new AssertionError(what);
    }
    if (!isRight) {
      throw new AssertionError(scenario + ": " + what);
    }
  }
}
