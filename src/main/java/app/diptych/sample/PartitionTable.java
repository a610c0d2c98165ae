package app.diptych.sample;

import app.diptych.block.Geometry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32;

/// A GUID partition table with its protective MBR, as the UEFI specification 2.10, chapter 5, lays
/// it out.
///
/// @param disk the disk's GUID
/// @param entries the partitions, by offset
record PartitionTable(UUID disk, List<Entry> entries) {

  /// Microsoft's type for file systems such as FAT.
  static final UUID BASIC_DATA = UUID.fromString("ebd0a0a2-b9e5-4433-87c0-68b6b72699c7");

  /// The type for data of Linux.
  static final UUID LINUX_DATA = UUID.fromString("0fc63daf-8483-4772-8e79-3d69d8477de4");

  private static final int ENTRY_COUNT = 128;
  private static final int ENTRY_SIZE = 128;
  private static final int HEADER_SIZE = 92;
  private static final int HEADER_CRC_AT = 16;
  private static final long SIGNATURE = 0x5452415020494645L; // "EFI PART"
  private static final int REVISION = 0x00010000;
  private static final int NAME_LENGTH = 36;

  /// Keeps its own copy of the list.
  PartitionTable {
    entries = List.copyOf(entries);
  }

  /// One partition.
  ///
  /// @param type what it is for
  /// @param id its own GUID
  /// @param offset first byte, a multiple of the sector size
  /// @param length bytes, likewise
  /// @param name at most 36 characters
  record Entry(UUID type, UUID id, long offset, long length, String name) {}

  /// What stands at the start of the disk: the protective MBR, the header, the entries.
  byte[] head(Geometry disk) {
    int sector = disk.sectorSize();
    byte[] array = entryArray(sector);
    byte[] head = new byte[2 * sector + array.length];
    ByteBuffer bytes = littleEndian(head);
    bytes.put(0, protectiveMbr(disk));
    bytes.put(sector, header(disk, new Place(1, disk.sectorCount() - 1, 2), array));
    bytes.put(2 * sector, array);
    return head;
  }

  /// What stands at the end of the disk: the entries once more, and the backup header.
  byte[] tail(Geometry disk) {
    byte[] array = entryArray(disk.sectorSize());
    long last = disk.sectorCount() - 1;
    byte[] tail = new byte[array.length + disk.sectorSize()];
    ByteBuffer bytes = littleEndian(tail);
    bytes.put(0, array);
    Place place = new Place(last, 1, last - array.length / disk.sectorSize());
    bytes.put(array.length, header(disk, place, array));
    return tail;
  }

  /// Where a header stands, the other one, and the entries that belong to it, all in sectors.
  private record Place(long self, long other, long entries) {}

  private byte[] header(Geometry geometry, Place place, byte[] array) {
    long arraySectors = array.length / geometry.sectorSize();
    byte[] bytes = new byte[HEADER_SIZE];
    ByteBuffer header = littleEndian(bytes);
    header.putLong(SIGNATURE).putInt(REVISION).putInt(HEADER_SIZE).putInt(0).putInt(0);
    header.putLong(place.self).putLong(place.other);
    header.putLong(2 + arraySectors).putLong(geometry.sectorCount() - 2 - arraySectors);
    put(header, disk);
    header.putLong(place.entries).putInt(ENTRY_COUNT).putInt(ENTRY_SIZE).putInt(crc(array));
    header.putInt(HEADER_CRC_AT, crc(bytes));
    return bytes;
  }

  private byte[] entryArray(int sectorSize) {
    byte[] bytes = new byte[ENTRY_COUNT * ENTRY_SIZE];
    ByteBuffer array = littleEndian(bytes);
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      array.position(i * ENTRY_SIZE);
      put(array, entry.type);
      put(array, entry.id);
      array.putLong(entry.offset / sectorSize);
      array.putLong((entry.offset + entry.length) / sectorSize - 1);
      array.putLong(0);
      String name = entry.name.substring(0, Math.min(NAME_LENGTH, entry.name.length()));
      array.put(name.getBytes(StandardCharsets.UTF_16LE));
    }
    return bytes;
  }

  /// One partition of type 0xEE over the whole disk, for programs that know no GPT.
  private static byte[] protectiveMbr(Geometry disk) {
    byte[] bytes = new byte[512];
    ByteBuffer mbr = littleEndian(bytes);
    mbr.position(446);
    mbr.put((byte) 0).put(new byte[] {0, 2, 0}).put((byte) 0xee);
    mbr.put(new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff});
    mbr.putInt(1).putInt((int) Math.min(disk.sectorCount() - 1, 0xffffffffL));
    mbr.put(510, (byte) 0x55).put(511, (byte) 0xaa);
    return bytes;
  }

  /// The first three fields of a GUID are little-endian, the rest is as written.
  private static void put(ByteBuffer to, UUID id) {
    long high = id.getMostSignificantBits();
    to.putInt((int) (high >>> 32)).putShort((short) (high >>> 16)).putShort((short) high);
    to.putLong(Long.reverseBytes(id.getLeastSignificantBits()));
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
