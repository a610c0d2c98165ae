package app.diptych.sample;

import app.diptych.block.BlockDevice;
import app.diptych.block.DeviceException;
import app.diptych.block.Region;
import app.diptych.block.os.OpenOptions;
import app.diptych.block.os.RawDevice;
import app.diptych.sample.FatVolume.StoredFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/// A small disk with a GUID partition table, a FAT16 and a FAT32 file system with files in them,
/// and a partition of random bytes that may be written to at will. The same title and seed make the
/// same disk.
///
/// @param title what its files tell of themselves
/// @param seed of its GUIDs and of everything that is random
public record SampleDisk(String title, long seed) {
  private static final int MIB = 1 << 20;
  private static final int BUFFER_ALIGNMENT = 4096; // what direct I/O wants

  /// Bytes of the disk.
  public static final long SIZE = 128L * MIB;

  /// The partition that holds no file system.
  public static final Region SCRATCH = new Region(48L * MIB, 79L * MIB);

  /// Makes an image file of it, which must not exist yet.
  public void create(Path path) throws DeviceException {
    try (RawDevice image = RawDevice.create(path, SIZE, OpenOptions.TARGET)) {
      writeTo(image);
    }
  }

  /// Writes it, durably, to the start of a device that holds zeros and has sectors of 512 bytes.
  void writeTo(BlockDevice device) throws DeviceException {
    Random random = new Random(seed);
    FatVolume letters = letters(random);
    FatVolume pictures = pictures(random);
    PartitionTable table = table(random, letters, pictures);
    byte[] tail = table.tail(device.geometry());
    write(device, 0, table.head(device.geometry()));
    write(device, letters.offset(), letters.bytes());
    write(device, pictures.offset(), pictures.bytes());
    byte[] piece = new byte[MIB];
    for (long at = SCRATCH.offset(); at < SCRATCH.end(); at += piece.length) {
      random.nextBytes(piece);
      write(device, at, piece);
    }
    write(device, device.geometry().size() - tail.length, tail);
    device.flush();
  }

  private FatVolume letters(Random random) {
    String text = title + "\nA small disk to try Diptych on.\n";
    return new FatVolume(
        FatVolume.Kind.FAT16,
        "LETTERS",
        MIB,
        8 * MIB,
        List.of(
            new StoredFile("README  TXT", text.getBytes(StandardCharsets.US_ASCII)),
            new StoredFile("EMPTY   TXT", new byte[0]),
            new StoredFile("LETTER  BIN", bytes(random, 3 * MIB + 7))));
  }

  private static FatVolume pictures(Random random) {
    return new FatVolume(
        FatVolume.Kind.FAT32,
        "PICTURES",
        9L * MIB,
        39 * MIB,
        List.of(
            new StoredFile("ONE     BIN", bytes(random, 12 * MIB)),
            new StoredFile("TWO     BIN", bytes(random, 9 * MIB + 511))));
  }

  private static PartitionTable table(Random random, FatVolume first, FatVolume second) {
    return new PartitionTable(
        id(random),
        List.of(
            new PartitionTable.Entry(
                PartitionTable.BASIC_DATA, id(random), first.offset(), first.size(), "letters"),
            new PartitionTable.Entry(
                PartitionTable.BASIC_DATA, id(random), second.offset(), second.size(), "pictures"),
            new PartitionTable.Entry(
                PartitionTable.LINUX_DATA,
                id(random),
                SCRATCH.offset(),
                SCRATCH.length(),
                "scratch")));
  }

  /// Leaves out what is all zeros, so that an image stays sparse.
  private static void write(BlockDevice device, long offset, byte[] bytes) throws DeviceException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(MIB, BUFFER_ALIGNMENT);
      MemorySegment zeros = arena.allocate(MIB);
      MemorySegment all = MemorySegment.ofArray(bytes);
      for (int at = 0; at < bytes.length; at += MIB) {
        int length = Math.min(MIB, bytes.length - at);
        MemorySegment piece = buffer.asSlice(0, length).copyFrom(all.asSlice(at, length));
        if (piece.mismatch(zeros.asSlice(0, length)) >= 0) {
          device.write(offset + at, piece);
        }
      }
    }
  }

  private static byte[] bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /// A random GUID, of version 4.
  private static UUID id(Random random) {
    return new UUID(
        (random.nextLong() & ~0xf000L) | 0x4000L, (random.nextLong() >>> 2) | Long.MIN_VALUE);
  }
}
