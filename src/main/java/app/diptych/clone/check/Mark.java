package app.diptych.clone.check;

import app.diptych.block.os.Identity;
import app.diptych.nbd.ExportFacts;

/// What one device is known by, so that it can be told from another that has taken its place.
public sealed interface Mark {

  /// Of a disk or image, as the system numbers it.
  ///
  /// @param identity who it is
  record OfPath(Identity identity) implements Mark {}

  /// Of an export, as its server tells. A server that swaps one disk for another of the same shape
  /// cannot be seen doing it.
  ///
  /// @param facts all that it told
  record OfExport(ExportFacts facts) implements Mark {}
}
