package app.diptych.block;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// A read or a write that is begun and not waited for.
///
/// @param operation [Operation#READ] or [Operation#WRITE]
/// @param offset in bytes, a multiple of the sector size
/// @param buffer native memory of whole sectors, which any thread can access; not to be touched
///   before the end
/// @param ending is told the end
public record Transfer(Operation operation, long offset, MemorySegment buffer, Ending ending) {

  /// Checks the operation.
  public Transfer {
    if (operation != Operation.READ && operation != Operation.WRITE) {
      throw new IllegalArgumentException("no transfer: " + operation);
    }
  }

  /// Is told, once, that a transfer has ended, on a thread that awaits or submits; neither throws
  /// nor waits for another transfer.
  @FunctionalInterface
  public interface Ending {
    /// It was done in full, or failed.
    void ended(@Nullable DeviceException failure);
  }

  // Made for each transfer, and so no lambda, like what others make for each: to make one of those
  // takes long where Java compiles quickly rather than well, as for a mirror.
  private record Both(Ending first, Ending then) implements Ending {
    @Override
    public void ended(@Nullable DeviceException failure) {
      first.ended(failure);
      then.ended(failure);
    }
  }

  /// Whether it is a read.
  public boolean isRead() {
    return operation == Operation.READ;
  }

  /// The same, of which the end is told to this one first.
  public Transfer telling(Ending first) {
    return with(offset, new Both(first, ending));
  }

  /// The same at another offset and with another to tell.
  public Transfer with(long otherOffset, Ending other) {
    return new Transfer(operation, otherOffset, buffer, other);
  }
}
