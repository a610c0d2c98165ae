package app.diptych.cli;

import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.Endpoint;
import app.diptych.clone.Job;
import app.diptych.clone.LiveExport;
import app.diptych.clone.LiveUse;
import app.diptych.clone.MirrorRequest;
import app.diptych.clone.Refusal;
import app.diptych.clone.ServeRequest;
import app.diptych.clone.Serving;
import app.diptych.clone.Unmounting;
import app.diptych.clone.Verdict;
import app.diptych.clone.check.DeviceFacts;
import app.diptych.clone.check.Preflight;
import app.diptych.clone.job.CloneJob;
import app.diptych.clone.job.MirrorJob;
import app.diptych.clone.job.RepairJob;
import app.diptych.clone.job.ServeJob;
import app.diptych.clone.job.VerifyJob;
import app.diptych.disks.Disk;
import app.diptych.disks.DiskInventory;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What the commands need of the machine they run on.
interface Machine {

  /// Does beforehand what the first check or clone would take its time for. Changes nothing.
  default void prepare() {}

  /// What is plugged in.
  List<Disk> disks();

  /// What is to be told of one endpoint.
  DeviceFacts.Result facts(Endpoint endpoint);

  /// What stands against a request, and what to know before it.
  Verdict check(CloneRequest request);

  /// The same for a clone during which the source is offered.
  Verdict check(MirrorRequest request);

  /// The same for a device that is to be offered.
  Verdict check(ServeRequest request);

  /// Unmounts what is in the way, and tells what stood against it.
  Optional<Refusal> unmount(Unmounting unmounting);

  /// A job that carries a request out.
  Job clone(CloneRequest request, CloneListener listener, Optional<LiveUse> liveUse);

  /// A job that keeps the source live while it is cloned, and tells when it can be reached.
  Job mirror(MirrorRequest request, CloneListener listener, Consumer<LiveExport> exported);

  /// The offering of a device, which tells when it can be reached.
  ///
  /// @param waiting is told which disk the system is asked to open, maybe for a password
  Serving serve(ServeRequest request, Consumer<LiveExport> exported, Consumer<String> waiting);

  /// A job that compares source and target of a request.
  Job verify(CloneRequest request, CloneListener listener);

  /// A job that copies again what differs between the two of a request.
  Job repair(CloneRequest request, CloneListener listener);

  /// Whether a window can be opened.
  boolean hasDisplay();

  /// The machine itself.
  static Machine real() {
    DiskInventory inventory = DiskInventory.ofThisMachine();
    var preflight = new Preflight(inventory);
    return new Machine() {
      @Override
      public void prepare() {
        inventory.lookAhead();
        Preflight.prepare();
        CloneJob.prepare();
      }

      @Override
      public List<Disk> disks() {
        return inventory.list();
      }

      @Override
      public DeviceFacts.Result facts(Endpoint endpoint) {
        return DeviceFacts.of(endpoint);
      }

      @Override
      public Verdict check(CloneRequest request) {
        return CloneJob.check(request, preflight);
      }

      @Override
      public Optional<Refusal> unmount(Unmounting unmounting) {
        return unmounting.run();
      }

      @Override
      public Job clone(CloneRequest request, CloneListener listener, Optional<LiveUse> liveUse) {
        return new CloneJob(request, preflight, listener, liveUse);
      }

      @Override
      public Verdict check(MirrorRequest request) {
        return MirrorJob.check(request, preflight);
      }

      @Override
      public Verdict check(ServeRequest request) {
        return preflight.check(request);
      }

      @Override
      public Job mirror(
          MirrorRequest request, CloneListener listener, Consumer<LiveExport> exported) {
        return new MirrorJob(request, inventory, listener, exported);
      }

      @Override
      public Serving serve(
          ServeRequest request, Consumer<LiveExport> exported, Consumer<String> waiting) {
        return new ServeJob(request, inventory, exported, waiting);
      }

      @Override
      public Job verify(CloneRequest request, CloneListener listener) {
        return new VerifyJob(request, listener);
      }

      @Override
      public Job repair(CloneRequest request, CloneListener listener) {
        return new RepairJob(request, inventory, listener);
      }

      @Override
      public boolean hasDisplay() {
        // On Linux JavaFX draws through X11 only, on Wayland too.
        String display = System.getenv("DISPLAY");
        return !System.getProperty("os.name", "").equals("Linux")
            || (display != null && !display.isBlank());
      }
    };
  }
}
