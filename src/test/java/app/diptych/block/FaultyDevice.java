package app.diptych.block;

import app.diptych.block.DeviceException.Failure;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;

/// A device whose operations fail as a test chooses; the rest passes to the device below.
///
/// Faults may be added and taken back at any time, from any thread. Where several match, the one
/// added first counts.
public final class FaultyDevice extends Filter {
  private final BlockDevice below;
  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private final Map<Operation, AtomicLong> counts = new EnumMap<>(Operation.class);

  private record Rule(Operation operation, Region region, LongPredicate nth, Fault fault) {
    boolean matches(Operation asked, Region at, long count) {
      boolean concerned = at.isEmpty() || region.overlaps(at);
      return operation == asked && concerned && nth.test(count);
    }
  }

  /// A device without faults, for the time being.
  public FaultyDevice(BlockDevice below) {
    super(below);
    this.below = below;
    for (Operation operation : Operation.values()) {
      counts.put(operation, new AtomicLong());
    }
  }

  /// Lets the nth operation of this kind fail, counted from 1 since the device was made.
  public FaultyDevice failNth(Operation operation, long n, Fault fault) {
    return add(operation, below.geometry().region(), count -> count == n, fault);
  }

  /// Lets the nth operation of this kind and all that follow fail.
  public FaultyDevice failFrom(Operation operation, long n, Fault fault) {
    return add(operation, below.geometry().region(), count -> count >= n, fault);
  }

  /// Lets every operation of this kind that touches the region fail.
  public FaultyDevice failAt(Operation operation, Region region, Fault fault) {
    return add(operation, region, _ -> true, fault);
  }

  /// Takes all faults back.
  public void heal() {
    rules.clear();
  }

  /// How many operations of this kind were asked for.
  public long count(Operation operation) {
    return counter(operation).get();
  }

  @Override
  void around(Operation operation, Region region, Call call) throws DeviceException {
    long count = counter(operation).incrementAndGet();
    for (Rule rule : rules) {
      if (rule.matches(operation, region, count)) {
        fail(rule.fault(), new Failure(operation, name(), region), call);
      }
    }
    call.upTo(region.length());
  }

  private void fail(Fault fault, Failure failure, Call call) throws DeviceException {
    long torn = Math.min(fault.tornBytes(), failure.region().length());
    torn -= torn % geometry().sectorSize();
    if (torn > 0) {
      call.upTo(torn);
    }
    switch (fault.cause().apply(failure)) {
      case DeviceException e -> throw e;
      case RuntimeException e -> throw e;
      case Exception e -> throw new IllegalArgumentException("no device throws this", e);
    }
  }

  private FaultyDevice add(Operation operation, Region region, LongPredicate nth, Fault fault) {
    rules.add(new Rule(operation, region, nth, fault));
    return this;
  }

  private AtomicLong counter(Operation operation) {
    return counts.computeIfAbsent(operation, _ -> new AtomicLong());
  }
}
