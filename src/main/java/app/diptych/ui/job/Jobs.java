package app.diptych.ui.job;

import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.Job;
import app.diptych.clone.LiveJob;
import app.diptych.clone.MirrorRequest;
import app.diptych.clone.Parting;
import app.diptych.clone.Refusal;
import app.diptych.clone.Unmounting;
import app.diptych.clone.job.CloneJob;
import app.diptych.clone.job.Journals;
import app.diptych.clone.job.MirrorJob;
import app.diptych.clone.job.RepairJob;
import app.diptych.disks.DiskInventory;
import java.util.List;
import java.util.Optional;

/// Makes jobs that have not begun, and tell a listener; and does what comes before and after them.
public interface Jobs {
  /// A job that clones.
  Job clone(CloneRequest request, CloneListener listener);

  /// A job that copies again only what differs, and compares before and after.
  Job repair(CloneRequest request, CloneListener listener);

  /// A job that keeps the source in use meanwhile.
  LiveJob mirror(MirrorRequest request, CloneListener listener);

  /// What the desktop does for them.
  default Attendance attendance() {
    return Attendance.NONE;
  }

  /// Unmounts what stands in a target's way; may wait for a password, until the thread is
  /// interrupted. Not for the JavaFX thread.
  ///
  /// @return what stood against it
  default Optional<Refusal> unmount(Unmounting what) {
    return what.run();
  }

  /// How the drive of a finished target can be left; empty where it cannot. Not for the JavaFX
  /// thread.
  default Optional<Farewell> farewell(CloneRequest request) {
    return Optional.empty();
  }

  /// What was broken off and can go on, the latest first. Not for the JavaFX thread.
  default List<Unfinished> unfinished() {
    return List.of();
  }

  /// The jobs of the package `clone`, on a machine with these disks.
  static Jobs real(DiskInventory inventory) {
    Attendance attendance = Attendance.real();
    return new Jobs() {
      @Override
      public Attendance attendance() {
        return attendance;
      }

      @Override
      public Optional<Farewell> farewell(CloneRequest request) {
        return Parting.of(request.target())
            .map(parting -> new Farewell(parting.isPowerOff(), parting::run));
      }

      @Override
      public List<Unfinished> unfinished() {
        var journals = new Journals(Optional.empty());
        return journals.brokenOff().stream().map(kept -> Unfinished.of(journals, kept)).toList();
      }

      @Override
      public Job clone(CloneRequest request, CloneListener listener) {
        return new CloneJob(request, inventory, listener);
      }

      @Override
      public Job repair(CloneRequest request, CloneListener listener) {
        return new RepairJob(request, inventory, listener);
      }

      @Override
      public LiveJob mirror(MirrorRequest request, CloneListener listener) {
        return new MirrorJob(request, inventory, listener, _ -> {});
      }
    };
  }
}
