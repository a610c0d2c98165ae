package app.diptych.clone.check;

import app.diptych.clone.Fit;
import app.diptych.clone.Refusal;
import app.diptych.clone.Warning;
import java.util.List;

/// Compares the lengths and sector sizes of the two.
final class Shapes {
  // What an image's sectors are taken for.
  private static final int IMAGE_SECTOR_SIZE = 512;
  // No disk has larger ones: what an NBD server asks for beyond that no partition table counts in.
  private static final int LARGEST_SECTOR_SIZE = 4096;

  private Shapes() {}

  /// Adds what stands against the pair, and what to know. An image that does not exist takes any
  /// length.
  static void check(
      Subject source, Subject target, Fit fit, List<Refusal> refusals, List<Warning> warnings) {
    if (source.measure().isEmpty()) {
      return;
    }
    Measure ours = source.measure().get();
    if (target.measure().isPresent()) {
      Measure theirs = target.measure().get();
      checkLengths(ours, theirs, fit, refusals, warnings);
      checkSectors(ours.sectorSize(), theirs.sectorSize(), refusals, warnings);
    } else if (target.isToBeCreated()) {
      checkSectors(ours.sectorSize(), IMAGE_SECTOR_SIZE, refusals, warnings);
    }
  }

  private static void checkSectors(
      int left, int right, List<Refusal> refusals, List<Warning> warnings) {
    if (left % right != 0 && right % left != 0) {
      refusals.add(new Refusal.SectorSizes(left, right));
    } else if (left != right && Math.max(left, right) <= LARGEST_SECTOR_SIZE) {
      warnings.add(new Warning.SectorSizesDiffer(left, right));
    }
  }

  private static void checkLengths(
      Measure source, Measure target, Fit fit, List<Refusal> refusals, List<Warning> warnings) {
    long rest = target.size() - source.size();
    if (rest == 0) {
      return;
    }
    boolean startFits = rest > 0 && source.size() % target.sectorSize() == 0;
    if (fit == Fit.START && startFits) {
      warnings.add(new Warning.TargetLarger(rest));
    } else {
      refusals.add(new Refusal.Lengths(source.size(), target.size(), startFits));
    }
  }
}
