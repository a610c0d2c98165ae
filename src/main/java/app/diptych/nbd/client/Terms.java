package app.diptych.nbd.client;

import app.diptych.block.DeviceException;
import app.diptych.block.DeviceException.Failure;
import app.diptych.block.Geometry;
import app.diptych.nbd.BlockSizes;
import app.diptych.nbd.Dialect;
import app.diptych.nbd.ExportFacts;

/// What may be asked of an export: its shape, and how much at once.
///
/// @param geometry with sectors of the server's least block size, of 512 bytes at least
/// @param mostData bytes of one read or write, whole sectors
/// @param mostEffect bytes of any other request, whole sectors
record Terms(Geometry geometry, long mostData, long mostEffect) {
  // Section "Size constraints": what every server takes that tells no limit of its own. Nobody
  // gains by more.
  private static final long MOST_DATA = 32 << 20;
  // A compact request has no room for 2³² and more.
  private static final long MOST_EFFECT = 1 << 30;
  private static final long MOST_EXTENDED_EFFECT = 1L << 40;
  private static final int LEAST_SECTOR = 512;

  /// The terms of a session.
  ///
  /// @param failure what is thrown is about
  /// @throws DeviceException.OddSize if the size is no multiple of a sector
  static Terms of(Session session, boolean isReadOnly, Failure failure) throws DeviceException {
    ExportFacts facts = session.facts();
    int sector =
        Math.max(LEAST_SECTOR, facts.blockSizes().map(BlockSizes::minimum).orElse(LEAST_SECTOR));
    if (facts.size() % sector != 0) {
      throw new DeviceException.OddSize(failure, facts.size(), sector);
    }
    long told = facts.blockSizes().map(BlockSizes::maximum).orElse(MOST_DATA);
    long mostData = Math.min(told, MOST_DATA) / sector * sector;
    if (mostData == 0) {
      throw new DeviceException.Unknown(
          failure, "the server takes no more than " + told + " bytes, less than a sector");
    }
    boolean isExtended = session.dialect() == Dialect.EXTENDED;
    return new Terms(
        new Geometry(facts.size(), sector, isReadOnly || facts.isReadOnly()),
        mostData,
        isExtended ? MOST_EXTENDED_EFFECT : MOST_EFFECT);
  }
}
