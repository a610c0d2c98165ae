package app.diptych.clone.job;

import app.diptych.block.DeviceException;
import app.diptych.block.os.Caching;
import app.diptych.block.os.OpenOptions;
import app.diptych.clone.LiveExport;
import app.diptych.clone.RefusedException;
import app.diptych.clone.Sentences;
import app.diptych.clone.ServeRequest;
import app.diptych.clone.ServeResult;
import app.diptych.clone.Serving;
import app.diptych.clone.check.Preflight;
import app.diptych.clone.check.Reach;
import app.diptych.clone.check.Subject;
import app.diptych.clone.control.AbandonedException;
import app.diptych.clone.control.Cancellation;
import app.diptych.clone.control.Patience;
import app.diptych.clone.pair.Opened;
import app.diptych.disks.DiskInventory;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Offers one device over NBD until it is ended. A device that clients may write to is held for
/// this alone.
public final class ServeJob implements Serving {
  private static final Logger LOG = LoggerFactory.getLogger(ServeJob.class);

  private final ServeRequest request;
  private final DiskInventory inventory;
  private final Consumer<LiveExport> exported;
  private final Consumer<String> waiting;
  private final Cancellation cancellation = new Cancellation();
  // Set by the job's thread, and read by whoever ends it.
  private final AtomicReference<Optional<Offering>> offering =
      new AtomicReference<>(Optional.empty());

  /// A job that is not started.
  ///
  /// @param exported is told, by the job's thread, once the device can be reached
  /// @param waiting is told, likewise, as [app.diptych.clone.CloneListener#waiting]
  public ServeJob(
      ServeRequest request,
      DiskInventory inventory,
      Consumer<LiveExport> exported,
      Consumer<String> waiting) {
    this.request = request;
    this.inventory = inventory;
    this.exported = exported;
    this.waiting = waiting;
  }

  @Override
  public ServeResult run() {
    LOG.info("serve {}", request.device());
    try (var patience = new Patience(cancellation, this::grace, this::export)) {
      Preflight.Offered found = patience.within(this::checked);
      try (Opened opened = patience.within(() -> open(found))) {
        patience.cutBy(opened::hangUp);
        return cancellation.isWished() ? new ServeResult.Ended() : serve(found.device(), opened);
      }
    } catch (AbandonedException e) {
      LOG.info("ended before it began", e);
      return new ServeResult.Ended();
    } catch (RefusedException e) {
      LOG.info("refused", e);
      return cancellation.isWished()
          ? new ServeResult.Ended()
          : new ServeResult.Refused(e.refusals());
    }
  }

  private Patience.Grace grace() {
    return offering.get().isPresent() ? Patience.Grace.AMPLE : Patience.Grace.BRIEF;
  }

  /// The export once the device can be reached, and how much was done for its clients: while that
  /// gets on, the end is waited for.
  Optional<LiveExport> export() {
    return offering.get().map(Offering::live);
  }

  private Preflight.Offered checked() throws RefusedException {
    Preflight.Offered offered = new Preflight(inventory).examine(request);
    if (!offered.verdict().isClear()) {
      throw new RefusedException(offered.verdict().refusals());
    }
    return offered;
  }

  private Opened open(Preflight.Offered found) throws RefusedException {
    Subject device = found.device();
    OpenOptions options = request.export().isReadOnly() ? found.reading() : OpenOptions.TARGET;
    Opened opened =
        Opened.open(
            device, options.with(request.isCached() ? Caching.CACHED : Caching.DIRECT), waiting);
    try {
      opened.check(device, inventory.devices());
      return opened;
    } catch (RefusedException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private ServeResult serve(Subject device, Opened opened) throws RefusedException {
    if (!request.export().isReadOnly()) {
      Overtaken.byClients(device, () -> new Reach(device, inventory.devices()));
    }
    try (var open = Offering.open(request.export(), Ware.of(device, opened.device()))) {
      offering.set(Optional.of(open));
      exported.accept(open.live());
      cancellation.await();
    }
    try {
      opened.device().flush();
      return new ServeResult.Ended();
    } catch (DeviceException e) {
      LOG.error("the last flush failed", e);
      return new ServeResult.Failed(Sentences.message(e));
    }
  }

  @Override
  public void cancel() {
    cancellation.cancel();
  }
}
