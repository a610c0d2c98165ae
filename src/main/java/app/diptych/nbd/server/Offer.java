package app.diptych.nbd.server;

import app.diptych.block.BlockDevice;
import app.diptych.block.Geometry;
import app.diptych.block.Region;
import app.diptych.nbd.BlockSizes;
import app.diptych.nbd.Protocol;
import java.nio.charset.StandardCharsets;

/// An export as its clients see it; shared by all of them.
final class Offer {
  /// The most bytes of one request that carries data: some clients send 48 MiB at once.
  static final int MAXIMUM = 64 << 20;

  // No disk has larger sectors, and clients such as Linux may take none.
  private static final int PAGE = 4096;
  // Section "Size constraints": no minimum may be larger.
  private static final int LARGEST_MINIMUM = 1 << 16;

  private final Export export;
  private final Geometry geometry;
  private final Edges edges = new Edges();

  /// What clients are told of an export.
  ///
  /// @throws IllegalArgumentException if it cannot be told to them: a name that is too long, or
  ///   sectors that are no power of two or larger than 65536 bytes
  Offer(Export export) {
    this.export = export;
    this.geometry = export.device().geometry();
    check(export.name());
    check(export.description());
    int sector = geometry.sectorSize();
    if (Integer.bitCount(sector) != 1 || sector > LARGEST_MINIMUM) {
      throw new IllegalArgumentException(
          export.device().name() + " cannot be exported: its sectors are of " + sector + " bytes");
    }
  }

  private static void check(String text) {
    if (text.getBytes(StandardCharsets.UTF_8).length > Protocol.MAX_STRING) {
      throw new IllegalArgumentException(
          "longer than " + Protocol.MAX_STRING + " bytes: " + text.substring(0, 40) + "…");
    }
  }

  /// The name that clients ask for.
  String name() {
    return export.name();
  }

  /// A person's word for it; may be empty.
  String description() {
    return export.description();
  }

  /// What is read and written.
  BlockDevice device() {
    return export.device();
  }

  /// The device's shape.
  Geometry geometry() {
    return geometry;
  }

  /// How parts of sectors are changed.
  Edges edges() {
    return edges;
  }

  /// Whether writes are refused.
  boolean isReadOnly() {
    return export.isReadOnly() || geometry.isReadOnly();
  }

  /// What clients should keep to: sectors, or a page where those are larger.
  BlockSizes blockSizes() {
    int sector = geometry.sectorSize();
    return new BlockSizes(Math.min(sector, PAGE), Math.max(sector, PAGE), MAXIMUM);
  }

  /// The transmission flags. Several connections see each other's finished writes, and a flush of
  /// one covers those of all, since all of them use the one device.
  int flags(Replies replies, boolean hasStatus) {
    int flags =
        Protocol.FLAG_HAS_FLAGS
            | Protocol.FLAG_SEND_FLUSH
            | Protocol.FLAG_SEND_FUA
            | Protocol.FLAG_CAN_MULTI_CONN
            | Protocol.FLAG_SEND_CACHE;
    flags |=
        isReadOnly()
            ? Protocol.FLAG_READ_ONLY
            : Protocol.FLAG_SEND_TRIM
                | Protocol.FLAG_SEND_WRITE_ZEROES
                | Protocol.FLAG_SEND_FAST_ZERO;
    flags |= export.isRotational() ? Protocol.FLAG_ROTATIONAL : 0;
    flags |= replies.hasChunks() ? Protocol.FLAG_SEND_DF : 0;
    flags |= replies.isExtended() && hasStatus ? Protocol.FLAG_BLOCK_STATUS_PAYLOAD : 0;
    return flags;
  }

  /// The sectors in which a region lies.
  Region sectors(Region region) {
    int sector = geometry.sectorSize();
    long from = region.offset() / sector * sector;
    return Region.between(from, Math.ceilDiv(region.end(), sector) * sector);
  }

  /// Whether a region is of whole sectors.
  boolean isWhole(Region region) {
    return ((region.offset() | region.length()) & (geometry.sectorSize() - 1)) == 0;
  }
}
