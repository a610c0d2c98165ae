package app.diptych.sample;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A FAT file system with files in its root directory, laid out as Microsoft's FAT specification
/// 1.03 says: sectors of 512 bytes, one sector a cluster, every file in one piece.
///
/// @param kind width of its table
/// @param label at most 11 characters
/// @param offset where on the disk it begins, in bytes
/// @param size bytes, a multiple of 512
/// @param files what it holds
record FatVolume(Kind kind, String label, long offset, int size, List<StoredFile> files) {
  private static final int SECTOR = 512;
  private static final int TABLES = 2;
  private static final byte MEDIA = (byte) 0xf8; // a disk that stays in
  private static final int FIRST_CLUSTER = 2;
  private static final int ROOT_ENTRIES = 512;
  private static final int ENTRY_SIZE = 32;
  private static final byte LABEL_ENTRY = 0x08;
  private static final byte FILE_ENTRY = 0x20;
  private static final int DATE = (2026 - 1980) << 9 | 1 << 5 | 1; // the first of January
  private static final int BACKUP_BOOT = 6;

  /// The widths; which one a reader takes it for depends on the count of clusters alone.
  enum Kind {
    /// 4,085 to 65,524 clusters.
    FAT16(2, 1, ROOT_ENTRIES * ENTRY_SIZE / SECTOR, 4_085, 65_524),
    /// 65,525 clusters or more; the root directory is a chain like any other.
    FAT32(4, 32, 0, 65_525, 268_435_444);

    private final int entrySize;
    private final int reserved;
    private final int rootSectors;
    private final int fewest;
    private final int most;

    Kind(int entrySize, int reserved, int rootSectors, int fewest, int most) {
      this.entrySize = entrySize;
      this.reserved = reserved;
      this.rootSectors = rootSectors;
      this.fewest = fewest;
      this.most = most;
    }
  }

  /// A file.
  ///
  /// @param name eight characters, then three
  /// @param content its bytes
  @SuppressWarnings("ArrayRecordComponent") // never compared, and not copied for its size
  record StoredFile(String name, byte[] content) {}

  /// Checks that the count of clusters fits the kind.
  FatVolume {
    files = List.copyOf(files);
    int clusters = clusters(kind, size);
    if (clusters < kind.fewest || clusters > kind.most || size % SECTOR != 0) {
      throw new IllegalArgumentException("no " + kind + ": " + clusters + " clusters");
    }
    if (kind == Kind.FAT32 && files.size() >= SECTOR / ENTRY_SIZE) {
      throw new IllegalArgumentException("too many files for one cluster: " + files.size());
    }
  }

  /// The whole volume.
  byte[] bytes() {
    byte[] bytes = new byte[size];
    ByteBuffer volume = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    Tables tables = new Tables(volume);
    tables.chain(0, 1, 0x0fffff00 | (MEDIA & 0xff));
    tables.chain(1, 1, Tables.END);
    int next = FIRST_CLUSTER;
    ByteBuffer root = volume.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    root.position((kind.reserved + TABLES * tableSectors(kind, size)) * SECTOR);
    if (kind == Kind.FAT32) {
      tables.chain(next++, 1, Tables.END);
    }
    entry(root, label, LABEL_ENTRY, 0, 0);
    for (StoredFile file : files) {
      int count = (file.content.length + SECTOR - 1) / SECTOR;
      tables.chain(next, count, Tables.END);
      entry(root, file.name, FILE_ENTRY, count == 0 ? 0 : next, file.content.length);
      volume.put(dataStart() + (next - FIRST_CLUSTER) * SECTOR, file.content);
      next += count;
    }
    boot(volume, next);
    return bytes;
  }

  /// Both copies of the table.
  private final class Tables {
    static final int END = 0x0fffffff;
    private final ByteBuffer volume;

    Tables(ByteBuffer volume) {
      this.volume = volume;
    }

    /// Chains `count` clusters from `first` on; the last one gets the value `end`.
    void chain(int first, int count, int end) {
      for (int i = 0; i < count; i++) {
        int value = i == count - 1 ? end : first + i + 1;
        for (int table = 0; table < TABLES; table++) {
          int start = (kind.reserved + table * tableSectors(kind, size)) * SECTOR;
          set(start + (first + i) * kind.entrySize, value);
        }
      }
    }

    private void set(int at, int value) {
      switch (kind) {
        case FAT16 -> volume.putShort(at, (short) value);
        case FAT32 -> volume.putInt(at, value);
      }
    }
  }

  private void boot(ByteBuffer volume, int nextFree) {
    int sectors = size / SECTOR;
    volume.put(0, new byte[] {(byte) 0xeb, (byte) (kind == Kind.FAT32 ? 0x58 : 0x3c), (byte) 0x90});
    volume.put(3, "DIPTYCH ".getBytes(StandardCharsets.US_ASCII));
    volume.putShort(11, (short) SECTOR).put(13, (byte) 1).putShort(14, (short) kind.reserved);
    volume.put(16, (byte) TABLES).put(21, MEDIA);
    volume.putShort(24, (short) 63).putShort(26, (short) 255); // what every disk says
    volume.putInt(28, Math.toIntExact(offset / SECTOR));
    volume.putInt(32, sectors);
    switch (kind) {
      case FAT16 -> {
        volume.putShort(17, (short) ROOT_ENTRIES);
        volume.putShort(22, (short) tableSectors(kind, size));
        // A count that fits sixteen bits stands here, and only here.
        if (sectors < 1 << 16) {
          volume.putShort(19, (short) sectors).putInt(32, 0);
        }
        tailOfBoot(volume, 36);
      }
      case FAT32 -> {
        volume.putInt(36, tableSectors(kind, size)).putInt(44, FIRST_CLUSTER);
        volume.putShort(48, (short) 1).putShort(50, (short) BACKUP_BOOT);
        tailOfBoot(volume, 64);
        freeSpace(volume, nextFree);
        volume.put(BACKUP_BOOT * SECTOR, volume, 0, 2 * SECTOR);
      }
    }
  }

  private void tailOfBoot(ByteBuffer volume, int at) {
    volume.put(at, (byte) 0x80).put(at + 2, (byte) 0x29).putInt(at + 3, label.hashCode());
    volume.put(at + 7, padded(label, 11));
    volume.put(at + 18, padded(kind.name(), 8));
    volume.put(510, (byte) 0x55).put(511, (byte) 0xaa);
  }

  /// The second sector of a FAT32: how many clusters are free, and the first of them.
  private void freeSpace(ByteBuffer volume, int nextFree) {
    volume.putInt(SECTOR, 0x41615252).putInt(SECTOR + 484, 0x61417272);
    volume.putInt(SECTOR + 488, clusters(kind, size) + FIRST_CLUSTER - nextFree);
    volume.putInt(SECTOR + 492, nextFree);
    volume.putInt(SECTOR + 508, 0xaa550000);
  }

  private static void entry(ByteBuffer to, String name, byte attribute, int cluster, int length) {
    to.put(padded(name, 11)).put(attribute).putShort((short) 0);
    to.putShort((short) 0).putShort((short) DATE).putShort((short) DATE);
    to.putShort((short) (cluster >>> 16)).putShort((short) 0).putShort((short) DATE);
    to.putShort((short) cluster).putInt(length);
  }

  private static byte[] padded(String text, int length) {
    return (text + " ".repeat(length)).substring(0, length).getBytes(StandardCharsets.US_ASCII);
  }

  private int dataStart() {
    return (kind.reserved + TABLES * tableSectors(kind, size) + kind.rootSectors) * SECTOR;
  }

  /// Enough for every sector that is not reserved: a few entries more than there are clusters.
  private static int tableSectors(Kind kind, int size) {
    int entries = size / SECTOR - kind.reserved - kind.rootSectors + FIRST_CLUSTER;
    return (entries * kind.entrySize + SECTOR - 1) / SECTOR;
  }

  private static int clusters(Kind kind, int size) {
    return size / SECTOR - kind.reserved - TABLES * tableSectors(kind, size) - kind.rootSectors;
  }
}
