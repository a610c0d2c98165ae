package app.diptych.clone.check;

import app.diptych.block.DeviceException;
import app.diptych.block.Geometry;
import app.diptych.nbd.Ability;
import app.diptych.nbd.ExportFacts;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a server that a test makes up says of an export.
///
/// @param size bytes
/// @param sectorSize bytes
/// @param isReadOnly whether it takes no writes
/// @param abilities what it takes beside reads and writes
/// @param failure how connecting fails, if it does
record FakeExport(
    long size,
    int sectorSize,
    boolean isReadOnly,
    Set<Ability> abilities,
    Optional<DeviceException> failure) {
  private static final Set<Ability> FLUSH = Set.of(Ability.FLUSH);

  /// One that takes writes.
  static FakeExport of(long size, int sectorSize) {
    return new FakeExport(size, sectorSize, false, FLUSH, Optional.empty());
  }

  /// One that takes writes, and nothing else.
  static FakeExport plain(long size) {
    return new FakeExport(size, 512, false, Set.of(), Optional.empty());
  }

  /// One that takes none.
  static FakeExport readOnly(long size) {
    return new FakeExport(size, 512, true, FLUSH, Optional.empty());
  }

  /// One that cannot be connected to.
  static FakeExport failing(DeviceException failure) {
    return new FakeExport(0, 512, false, FLUSH, Optional.of(failure));
  }

  /// What it tells.
  ExportFacts facts() {
    return new ExportFacts(
        "", Optional.empty(), size, isReadOnly, false, abilities, Optional.empty(), List.of());
  }

  Measure measure(boolean isWritten) throws DeviceException {
    if (failure.isPresent()) {
      throw failure.get();
    }
    if (isWritten && isReadOnly) {
      throw new DeviceException.ReadOnly(FakeOutlook.opening("export"));
    }
    return new Measure(
        new Mark.OfExport(facts()), new Geometry(size, sectorSize, isReadOnly), size);
  }
}
