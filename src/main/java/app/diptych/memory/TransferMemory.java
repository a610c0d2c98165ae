package app.diptych.memory;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
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
  private static final long MAP_FAILED = -1;

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
    long address = LibC.mmap(whole, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS);
    if (address == MAP_FAILED) {
      return arena.allocate(size, PAGE);
    }
    long start = Math.ceilDiv(address, LARGE) * LARGE;
    // A wish: where it is not granted, the pages are small ones.
    LibC.madvise(start, size, MADV_HUGEPAGE);
    return LibC.memory(address, whole, arena).asSlice(start - address, size);
  }

  /// The functions that this needs, by their C names.
  @SuppressWarnings("restricted")
  private static final class LibC {
    // One form for all of them: each takes milliseconds to be bound. Where an int is wanted it is
    // the lower half of a register that holds a long. That errno is kept, which nobody here looks
    // at, makes it the very form that files are read and written with, which is bound once then.
    private static final MethodHandle OF_NUMBERS =
        Linker.nativeLinker()
            .downcallHandle(
                FunctionDescriptor.of(
                    JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
                Linker.Option.captureCallState("errno"));
    // void *mmap(void *, size_t, int protection, int flags, int fd, off_t), sys/mman.h
    private static final MemorySegment MMAP = function("mmap");
    // int madvise(void *, size_t, int advice), int munmap(void *, size_t), sys/mman.h
    private static final MemorySegment MADVISE = function("madvise");
    private static final MemorySegment MUNMAP = function("munmap");

    static long mmap(long length, long protection, long flags) {
      return call(MMAP, 0, length, protection, flags, -1);
    }

    static void madvise(long address, long length, long advice) {
      call(MADVISE, address, length, advice, 0, 0);
    }

    /// What was mapped, until the arena is closed.
    static MemorySegment memory(long address, long length, Arena arena) {
      return MemorySegment.ofAddress(address)
          .reinterpret(length, arena, it -> call(MUNMAP, it.address(), length, 0, 0, 0));
    }

    private static long call(
        MemorySegment function, long one, long two, long three, long four, long five) {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment errno = arena.allocate(Linker.Option.captureStateLayout());
        return (long) OF_NUMBERS.invokeExact(function, errno, one, two, three, four, five, 0L);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new AssertionError("a C function threw", e);
      }
    }

    private static MemorySegment function(String name) {
      return Linker.nativeLinker().defaultLookup().findOrThrow(name);
    }
  }
}
