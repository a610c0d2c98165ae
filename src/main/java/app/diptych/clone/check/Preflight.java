package app.diptych.clone.check;

import app.diptych.block.DeviceException;
import app.diptych.block.os.FileStatus;
import app.diptych.block.os.OpenOptions;
import app.diptych.block.os.RawDevice;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.Endpoint;
import app.diptych.clone.MirrorRequest;
import app.diptych.clone.Refusal;
import app.diptych.clone.ServeRequest;
import app.diptych.clone.Verdict;
import app.diptych.disks.Disk;
import app.diptych.disks.DiskInventory;
import app.diptych.memory.TransferMemory;
import app.diptych.memory.Zeros;
import app.diptych.mirror.MirrorOptions;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The checks before a clone; opens nothing for writing and changes nothing.
public final class Preflight {
  // So long nobody could have thought about it.
  private static final long MOMENT = TimeUnit.MILLISECONDS.toNanos(100);

  private final Supplier<List<Disk>> inventory;
  private final Outlook outlook;
  private final LongSupplier nanoTime;
  private final AtomicReference<@Nullable Recent> recent = new AtomicReference<>();

  private record Recent(CloneRequest request, Findings findings, long at) {}

  /// Checks against the disks of this inventory.
  public Preflight(DiskInventory inventory) {
    this(inventory::devices, new SystemOutlook(), System::nanoTime);
  }

  Preflight(Supplier<List<Disk>> inventory, Outlook outlook) {
    this(inventory, outlook, System::nanoTime);
  }

  Preflight(Supplier<List<Disk>> inventory, Outlook outlook, LongSupplier nanoTime) {
    this.inventory = inventory;
    this.outlook = outlook;
    this.nanoTime = nanoTime;
  }

  /// The disks at the moment of the call.
  public List<Disk> disks() {
    return inventory.get();
  }

  /// Does what takes its time only once in a process, such as to bind the functions of the system:
  /// who does it beforehand, on another thread, has the first verdict and the first clone sooner.
  /// Nothing of what it sees is kept.
  public static void prepare() {
    try (Arena arena = Arena.ofConfined()) {
      var _ = FileStatus.of(Path.of("/"));
      RawDevice.prepare();
      var _ = TransferMemory.allocate(arena, 1, MirrorOptions.DEFAULT.transferSize());
    } catch (DeviceException _) {
      // Then it is the check that tells.
    }
    Zeros.prepare();
  }

  /// What stands against the request, and what to know before it. Every refusal and warning that
  /// applies, not only the first. May touch the disks: not for the JavaFX thread.
  public Verdict check(CloneRequest request) {
    return examine(request).verdict();
  }

  /// What [#examine] has found this very moment, if nothing stood against the same request; else
  /// all is looked at again. For who goes on without having asked anybody: a job looks a last time
  /// at what it has opened anyway.
  public Findings followUp(CloneRequest request) {
    Recent last = recent.getAndSet(null);
    return last != null && isThisMoment(last, request) ? last.findings : examine(request, false);
  }

  private boolean isThisMoment(Recent last, CloneRequest request) {
    return last.request.equals(request)
        && last.findings.verdict().isClear()
        && nanoTime.getAsLong() - last.at < MOMENT;
  }

  /// The same for a clone during which the source is offered: where clients may write to it, nobody
  /// else may use it.
  public Verdict check(MirrorRequest request) {
    return examine(request).verdict();
  }

  /// The same for a device that is offered.
  public Verdict check(ServeRequest request) {
    return examine(request).verdict();
  }

  /// What was found out about a device that is to be offered.
  ///
  /// @param verdict what it comes to
  /// @param device the device at that moment
  public record Offered(Verdict verdict, Subject device) {

    /// How it is opened where it is only read: it is to stay as it is, unless others write to it.
    public OpenOptions reading() {
      return Findings.reading(verdict);
    }
  }

  /// The same, with what was seen on the way.
  public Offered examine(ServeRequest request) {
    var checks = checks(CloneRequest.Options.DEFAULT);
    boolean isWritten = !request.export().isReadOnly();
    Subject device = checks.survey().offered(request.device(), isWritten);
    if (isWritten) {
      checks.offer(device);
    } else {
      checks.watch(device);
    }
    return new Offered(new Verdict(checks.refusals(), checks.warnings(), bytes(device)), device);
  }

  /// The same, with what was seen on the way.
  public Findings examine(MirrorRequest request) {
    Findings found = examine(request.pair(), !request.export().isReadOnly());
    if (request.pair().options().skipping().isEmpty()) {
      return found;
    }
    var refusal = new Refusal.SkippingLive(request.pair().source().toString());
    return new Findings(found.verdict().and(refusal), found.source(), found.target());
  }

  /// The same, with what was seen on the way.
  public Findings examine(CloneRequest request) {
    Findings findings = examine(request, false);
    recent.set(new Recent(request, findings, nanoTime.getAsLong()));
    return findings;
  }

  /// What stands against a comparison of the two, which only reads, and who writes to them.
  public static Findings compare(CloneRequest request) {
    var outlook = new SystemOutlook();
    var checks = new Checks(new Layers(disks(request), outlook), outlook, request.options());
    Subject source = checks.survey().source(request.source());
    Subject target = checks.survey().existingTarget(request.target());
    checks.shapes(source, target);
    checks.watch(source);
    checks.watch(target);
    return new Findings(
        new Verdict(checks.refusals(), checks.warnings(), OptionalLong.empty()), source, target);
  }

  /// Only of disks there is more to know than their paths tell.
  private static List<Disk> disks(CloneRequest request) {
    return request.source() instanceof Endpoint.DiskPath
            || request.target() instanceof Endpoint.DiskPath
        ? DiskInventory.ofThisMachine().devices()
        : List.of();
  }

  private Findings examine(CloneRequest request, boolean isOffered) {
    var checks = checks(request.options());
    Subject source =
        isOffered
            ? checks.survey().live(request.source())
            : checks.survey().source(request.source());
    Subject target = checks.survey().target(request.target());
    checks.compare(source, target);
    if (isOffered) {
      checks.offer(source);
    } else {
      checks.clone(source);
    }
    return new Findings(
        new Verdict(checks.refusals(), checks.warnings(), bytes(source)), source, target);
  }

  private Checks checks(CloneRequest.Options options) {
    return new Checks(new Layers(inventory.get(), outlook), outlook, options);
  }

  private static OptionalLong bytes(Subject subject) {
    return subject
        .measure()
        .map(measure -> OptionalLong.of(measure.size()))
        .orElse(OptionalLong.empty());
  }
}
