package app.diptych.cli;

import app.diptych.clone.CloneJob;
import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.DeviceFacts;
import app.diptych.clone.Endpoint;
import app.diptych.clone.Job;
import app.diptych.clone.LiveUse;
import app.diptych.clone.Preflight;
import app.diptych.clone.Verdict;
import app.diptych.clone.VerifyJob;
import app.diptych.disks.Disk;
import app.diptych.disks.DiskInventory;
import java.util.List;
import java.util.Optional;

/// What the commands need of the machine they run on.
interface Machine {

  /// What is plugged in.
  List<Disk> disks();

  /// What is to be told of one endpoint.
  DeviceFacts.Result facts(Endpoint endpoint);

  /// What stands against a request, and what to know before it.
  Verdict check(CloneRequest request);

  /// A job that carries a request out.
  Job clone(CloneRequest request, CloneListener listener, Optional<LiveUse> liveUse);

  /// A job that compares source and target of a request.
  Job verify(CloneRequest request, CloneListener listener);

  /// Whether a window can be opened.
  boolean hasDisplay();

  /// The machine itself.
  static Machine real() {
    DiskInventory inventory = DiskInventory.ofThisMachine();
    return new Machine() {
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
        return new Preflight(inventory).check(request);
      }

      @Override
      public Job clone(CloneRequest request, CloneListener listener, Optional<LiveUse> liveUse) {
        return new CloneJob(request, inventory, listener, liveUse);
      }

      @Override
      public Job verify(CloneRequest request, CloneListener listener) {
        return new VerifyJob(request.source(), request.target(), request.options().fit(), listener);
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
