package app.diptych.rescue;

import app.diptych.rescue.Plan.Manner;
import java.util.List;

/// The passes of a rescue, in their order: what promises most data for the least wear first, and
/// nothing that failed is touched again while there is something that was not tried.
///
/// What a read that fails costs sets the sizes. A failing disk takes seconds to a minute for each,
/// however long it is, and a good one of 4 MiB takes a fiftieth of a second. So healthy stretches
/// are read in large pieces, several at once, and a piece that failed is left at once, with a gap
/// behind it. When all else was read, each failed piece is read again in pieces of 64 KiB: that
/// costs one more failure for a single bad sector, and saves nearly all of the 4 MiB at speed. What
/// is left is read by sectors: both edges first, then what is between.
///
/// @param coarse bytes of a large piece
/// @param fine bytes of a small one
/// @param unit bytes of a sector that can be read or not as a whole
/// @param sector bytes of a sector as the source is addressed
/// @param depth large pieces at once
record Plans(long coarse, long fine, long unit, long sector, int depth) {

  /// The pieces of a source with these sectors: large and deep enough to reach the speed of healthy
  /// devices, as measured for the mirror.
  static Plans of(long unit, long sector) {
    return new Plans(
        Math.ceilDiv(4L << 20, unit) * unit, Math.ceilDiv(64L << 10, unit) * unit, unit, sector, 4);
  }

  /// The large pieces: what nobody has tried.
  List<Plan> coarsePasses() {
    return List.of(
        copying(1, coarse, Manner.SKIPPING, depth),
        copying(2, coarse, Manner.LEAVING_BACKWARDS, 1),
        copying(3, coarse, Manner.SWEEPING, 1));
  }

  /// The small pieces: what failed in large ones, after it was turned to not tried. The numbers end
  /// at 5, as ddrescue's do.
  List<Plan> finePasses() {
    return List.of(
        copying(4, fine, Manner.LEAVING, 1),
        copying(5, fine, Manner.LEAVING_BACKWARDS, 1),
        copying(5, fine, Manner.SWEEPING, 1));
  }

  private Plan copying(int pass, long step, Manner manner, int width) {
    return new Plan(Stage.COPYING, pass, Status.NON_TRIED, Status.NON_TRIMMED, step, manner, width);
  }

  /// The edges of what failed in small pieces.
  List<Plan> trimmingPasses() {
    return List.of(
        sectors(Stage.TRIMMING, 1, Status.NON_TRIMMED, Manner.LEAVING),
        sectors(Stage.TRIMMING, 1, Status.NON_TRIMMED, Manner.LEAVING_BACKWARDS));
  }

  /// What lies between the edges.
  List<Plan> scrapingPasses() {
    return List.of(sectors(Stage.SCRAPING, 1, Status.NON_SCRAPED, Manner.SWEEPING));
  }

  /// The bad sectors again, in turns backwards and forwards. They are read as they are addressed: a
  /// disk may be wrong about its physical sectors.
  ///
  /// @param pass from 1
  Plan retry(int pass) {
    Manner manner = pass % 2 == 1 ? Manner.SWEEPING_BACKWARDS : Manner.SWEEPING;
    return new Plan(Stage.RETRYING, pass, Status.BAD_SECTOR, Status.BAD_SECTOR, sector, manner, 1);
  }

  private Plan sectors(Stage stage, int pass, Status from, Manner manner) {
    return new Plan(stage, pass, from, Status.BAD_SECTOR, unit, manner, 1);
  }
}
