package app.diptych.block;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/// Anything with sectors that can be read and written.
///
/// Offsets and lengths are bytes, absolute, and multiples of the sector size; buffers are native
/// memory of whole sectors each, best aligned to 4096 bytes, which direct I/O wants. A transfer is
/// done in full or throws. A request cannot be cancelled and has no time limit: it ends when the
/// device ends it. Buffers are not kept and not copied, and must not change until the call returns.
/// What is no multiple throws [IllegalArgumentException], what lies outside
/// [IndexOutOfBoundsException], and nothing is done.
///
/// Safe for use by many threads. What two writes that overlap in time and place leave behind is not
/// defined.
///
/// A filter takes a device and is one; it does not own it: whoever opened a device closes it.
public interface BlockDevice extends AutoCloseable {

  /// What a person knows the device by, such as its path.
  String name();

  /// The device's shape; it does not change while the device is open.
  Geometry geometry();

  /// Fills the buffers, one after the other, from `offset` on.
  void read(long offset, MemorySegment... buffers) throws DeviceException;

  /// Writes the buffers, one after the other, from `offset` on. Durable when the next [#flush] has
  /// returned, or at once on a device that was opened so ([Durability]).
  void write(long offset, MemorySegment... buffers) throws DeviceException;

  /// Makes every write that returned before this call durable.
  void flush() throws DeviceException;

  /// Makes the region read as zeros, by the cheapest means the device has; space may be given back.
  void zero(Region region) throws DeviceException;

  /// Tells the device that the region's content is of no use any more. What it reads as afterwards
  /// is not defined. A device that cannot give space back does nothing.
  void trim(Region region) throws DeviceException;

  /// What is known of the region: extents in rising order that cover it exactly, none of them
  /// empty. A device that knows nothing answers with one extent of data.
  List<Extent> extents(Region region) throws DeviceException;

  /// Whether zeros are better zeroed than written here, however few they are: where a file has a
  /// hole already, of which nothing is left to do, or a server takes a request in place of bytes.
  default boolean zeroesCheaply(Region region) throws DeviceException {
    return false;
  }

  /// Where up to so many transfers at once can be begun on this device without waiting for each;
  /// empty where they must be waited for. The caller closes it, before the device.
  default Optional<Lane> lane(int most) {
    return Optional.empty();
  }

  /// Whether this transfer can be begun on that lane; a device always says the same of the same.
  default boolean takes(Lane lane, Transfer transfer) {
    return false;
  }

  /// Begins a transfer that the device takes; it sets out when the lane is submitted, and whoever
  /// closes the device waits for it. What [#read] or [#write] throw as a [DeviceException] is told
  /// to the transfer's ending.
  ///
  /// @return false, and nothing is done, if it would have to wait for another one first
  default boolean begin(Lane lane, Transfer transfer) {
    return false;
  }

  /// Waits for what is in flight and lets the device go; every later call throws
  /// [DeviceException.Disconnected]. May take time, never fails, and does nothing the second time.
  @Override
  void close();
}
