package app.diptych.ui.disks;

import app.diptych.disks.Disk;
import app.diptych.disks.DiskInventory;
import app.diptych.hotplug.HotPlug;
import java.util.List;
import java.util.Optional;

/// What is plugged into the machine, and the news that it has changed. Not for the JavaFX thread.
@FunctionalInterface
public interface Plugged {

  /// The disks at this moment.
  List<Disk> list();

  /// Calls a listener, on any thread, whenever a listing may tell something else than before. A
  /// machine whose disks never change calls nobody.
  ///
  /// @return ends it; it may be run once
  default Runnable watch(Runnable onChange) {
    return () -> {};
  }

  /// The disks of an inventory of this machine.
  static Plugged real(DiskInventory inventory) {
    return new Plugged() {
      @Override
      public List<Disk> list() {
        return inventory.list();
      }

      @Override
      public Runnable watch(Runnable onChange) {
        inventory.whenAnswered(onChange);
        Optional<HotPlug> hotPlug = HotPlug.start(onChange);
        return () -> hotPlug.ifPresent(HotPlug::close);
      }
    };
  }
}
