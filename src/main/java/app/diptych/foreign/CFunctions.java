package app.diptych.foreign;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// Finds the functions of the C library and calls them.
///
/// They fail as the kernel's own calls do: what is negative is the `errno`, with its sign turned.
/// Types are those of machines with a long of 64 bits. Where an int is wanted it is the lower half
/// of a register that holds a long, signed as that.
@SuppressWarnings("restricted")
public final class CFunctions {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  // Where a thread's call leaves errno, which is looked at before its next one. Memory of its own
  // for each call would cost a cached read of 4 KiB a tenth of its time.
  private static final ThreadLocal<MemorySegment> STATES =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(STATE));

  // Each form of a call takes milliseconds to be bound, which a short command notices: functions
  // share two of them.
  private static final MethodHandle OF_NUMBERS =
      form(
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));

  // Bound when first asked for: nobody who only looks for something needs it.
  private static final class OfMemory {
    private static final MethodHandle FORM =
        form(FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG));
  }

  private CFunctions() {}

  /// Does what the first call with memory would take its time for.
  public static void prepare() {
    var _ = OfMemory.FORM;
  }

  /// The function of this name.
  ///
  /// @throws java.util.NoSuchElementException if there is none
  public static MemorySegment named(String name) {
    return LINKER.defaultLookup().findOrThrow(name);
  }

  /// Calls a function that returns a long or an address. Those that take fewer numbers do not look
  /// at the last ones. Memory that is passed by its address must stay until the call is over.
  public static long call(
      MemorySegment function, long one, long two, long three, long four, long five) {
    MemorySegment state = STATES.get();
    try {
      return outcome(
          (long) OF_NUMBERS.invokeExact(function, state, one, two, three, four, five, 0L), state);
    } catch (Throwable e) {
      throw unforeseen(e);
    }
  }

  /// Calls a function that returns an int, likewise.
  public static int callInt(
      MemorySegment function, long one, long two, long three, long four, long five) {
    MemorySegment state = STATES.get();
    try {
      // The upper half of the register is not to be looked at.
      int result =
          (int) (long) OF_NUMBERS.invokeExact(function, state, one, two, three, four, five, 0L);
      return (int) outcome(result, state);
    } catch (Throwable e) {
      throw unforeseen(e);
    }
  }

  /// Calls a function of a descriptor, memory, which cannot be freed meanwhile, and two numbers.
  public static long callMemory(
      MemorySegment function, int fd, MemorySegment memory, long count, long offset) {
    MemorySegment state = STATES.get();
    try {
      return outcome(
          (long) OfMemory.FORM.invokeExact(function, state, fd, memory, count, offset), state);
    } catch (Throwable e) {
      throw unforeseen(e);
    }
  }

  private static long outcome(long result, MemorySegment state) {
    return result < 0 ? -(int) ERRNO.get(state, 0L) : result;
  }

  private static AssertionError unforeseen(Throwable thrown) {
    return switch (thrown) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> new AssertionError("a C function threw", thrown);
    };
  }

  private static MethodHandle form(FunctionDescriptor type) {
    return LINKER.downcallHandle(type, Linker.Option.captureCallState("errno"));
  }
}
