package app.diptych.rescue;

import java.util.function.LongSupplier;

/// What a rescue is told from outside.
///
/// @param options what was wished
/// @param plans its pieces
/// @param nanoTime the clock
record Setting(RescueOptions options, Plans plans, LongSupplier nanoTime) {

  /// What suits the source.
  static Setting of(Ends ends, RescueOptions options) {
    int sector = ends.source().geometry().sectorSize();
    boolean isLarger = options.sectorSize() > sector && options.sectorSize() % sector == 0;
    int unit = isLarger ? options.sectorSize() : sector;
    return new Setting(options, Plans.of(unit, sector), System::nanoTime);
  }
}
