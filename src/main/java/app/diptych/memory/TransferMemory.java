package app.diptych.memory;

import app.diptych.foreign.CFunctions;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.LongStream;

/// Buffers for transfers of several hundred KiB and more, in large pages where the system has them.
///
/// A disk is given the places of a buffer page by page, as many in one request as it takes: with
/// pages of 4 KiB direct I/O is cut into pieces of some hundred KiB, and with large ones a transfer
/// of 4 MiB is a single request (measured: half of the time).
public final class TransferMemory {
  // What direct I/O wants of memory, for all file systems known.
  private static final long PAGE = 4096;
  // The large pages of x86-64, and of other machines with small ones of 4 KiB.
  private static final long LARGE = 2 << 20;
  // bits/mman-linux.h, bits/mman-map-flags-generic.h, which all machines with packages of ours
  // share
  private static final int PROT_READ_WRITE = 0x1 | 0x2;
  private static final int MAP_PRIVATE_ANONYMOUS = 0x02 | 0x20;
  private static final int MADV_HUGEPAGE = 14;

  private TransferMemory() {}

  /// So many buffers of this size each, in bytes, aligned to 4096, which live as long as the arena.
  /// Their content is zeros.
  public static List<MemorySegment> allocate(Arena arena, int count, long size) {
    long step = Math.ceilDiv(size, PAGE) * PAGE;
    MemorySegment all = allocate(arena, Math.multiplyExact(count, step));
    return LongStream.range(0, count).mapToObj(i -> all.asSlice(i * step, size)).toList();
  }

  private static MemorySegment allocate(Arena arena, long size) {
    if (size < LARGE || !System.getProperty("os.name").equals("Linux")) {
      return arena.allocate(size, PAGE);
    }
    long whole = Math.addExact(size, LARGE);
    long address = mmap(whole);
    if (address < 0) {
      return arena.allocate(size, PAGE);
    }
    long start = Math.ceilDiv(address, LARGE) * LARGE;
    // A wish: where it is not granted, the pages are small ones.
    madvise(start, size);
    return memory(address, whole, arena).asSlice(start - address, size);
  }

  // void *mmap(void *, size_t, int protection, int flags, int fd, off_t), sys/mman.h; what is not
  // passed is zero
  private static long mmap(long length) {
    return CFunctions.call(
        CFunctions.named("mmap"), 0, length, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS, -1);
  }

  // int madvise(void *, size_t, int advice), sys/mman.h
  private static void madvise(long address, long length) {
    CFunctions.callInt(CFunctions.named("madvise"), address, length, MADV_HUGEPAGE, 0, 0);
  }

  // What was mapped, until the arena is closed. int munmap(void *, size_t), sys/mman.h
  @SuppressWarnings("restricted")
  private static MemorySegment memory(long address, long length, Arena arena) {
    MemorySegment munmap = CFunctions.named("munmap");
    return MemorySegment.ofAddress(address)
        .reinterpret(
            length, arena, it -> CFunctions.callInt(munmap, it.address(), length, 0, 0, 0));
  }
}
