package app.diptych.clone.job;

import app.diptych.block.BlockDevice;
import app.diptych.clone.ExportPlan;
import app.diptych.clone.check.Mark;
import app.diptych.clone.check.Measure;
import app.diptych.clone.check.Subject;
import app.diptych.nbd.server.Export;

/// What is offered.
///
/// @param device the device; who offers it does not own it
/// @param description a person's word for it
/// @param isRotational whether it is a rotating disk
record Ware(BlockDevice device, String description, boolean isRotational) {

  /// A device that stands for a subject.
  static Ware of(Subject subject, BlockDevice device) {
    return new Ware(device, subject.name(), isRotational(subject));
  }

  private static boolean isRotational(Subject subject) {
    return subject.place().stream().anyMatch(place -> place.disk().hardware().isRotational())
        || subject.measure().map(Measure::mark).stream()
            .anyMatch(mark -> mark instanceof Mark.OfExport(var facts) && facts.isRotational());
  }

  /// The export that it is under a plan.
  Export export(ExportPlan plan, String name) {
    return new Export(name, description, device, plan.isReadOnly(), isRotational);
  }
}
