package app.diptych.mirror;

import app.diptych.block.Geometry;
import java.util.Optional;

/// Why two devices cannot be mirrored.
public sealed interface Mismatch {

  /// Neither sector size is a multiple of the other.
  ///
  /// @param primary bytes of a sector there
  /// @param secondary bytes of a sector there
  record SectorSizes(int primary, int secondary) implements Mismatch {
    @Override
    public String toString() {
      return "sector sizes "
          + primary
          + " (primary) and "
          + secondary
          + " (secondary): neither is a multiple of the other";
    }
  }

  /// The devices are not of equal length.
  ///
  /// @param primary bytes
  /// @param secondary bytes
  record Lengths(long primary, long secondary) implements Mismatch {
    @Override
    public String toString() {
      return "lengths differ: "
          + primary
          + " bytes (primary) and "
          + secondary
          + " bytes (secondary)";
    }
  }

  /// The secondary takes no writes.
  record ReadOnlySecondary() implements Mismatch {
    @Override
    public String toString() {
      return "the secondary is read-only";
    }
  }

  /// What stands against mirroring a device of one shape onto a device of another; empty where
  /// nothing does.
  static Optional<Mismatch> between(Geometry primary, Geometry secondary) {
    int p = primary.sectorSize();
    int s = secondary.sectorSize();
    if (p % s != 0 && s % p != 0) {
      return Optional.of(new SectorSizes(p, s));
    }
    if (primary.size() != secondary.size()) {
      return Optional.of(new Lengths(primary.size(), secondary.size()));
    }
    return secondary.isReadOnly() ? Optional.of(new ReadOnlySecondary()) : Optional.empty();
  }
}
