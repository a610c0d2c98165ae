package app.diptych.block;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// How the tests of every kind of device come by their devices.
abstract class DeviceFixture {
  /// Sectors of a device of middling size, no multiple of a page or of anything.
  static final int MANY = 333;

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  @TempDir Path folder;

  /// Makes a writable device of zeros, of so many sectors. What needs closing goes to [#closing].
  protected abstract BlockDevice open(long sectorCount) throws Exception;

  /// Makes a read-only device with this content.
  protected abstract BlockDevice openReadOnly(byte[] content) throws Exception;

  /// Bytes of a sector of the devices that are made.
  protected abstract int sectorSize();

  /// A folder for the test, gone afterwards.
  protected final Path folder() {
    return folder;
  }

  /// Closes this when the test is over, the latest first.
  protected final <T extends AutoCloseable> T closing(T resource) {
    opened.push(resource);
    return resource;
  }

  @AfterEach
  final void closeAll() throws Exception {
    Exception first = null;
    for (AutoCloseable resource : opened) {
      try {
        resource.close();
      } catch (Exception e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
