package app.diptych.clone;

import app.diptych.block.BlockDevice;

/// Something that works on the source while it is cloned. It sees a device that takes its writes to
/// the source and, where the copy has got to already, to the target as well.
@FunctionalInterface
public interface LiveUse {

  /// The device is live from here on. Returns soon; the work goes on in threads of its own. What it
  /// writes must lie in memory that any thread may access, such as a shared arena's.
  void begin(BlockDevice device);

  /// The copying is over: ends the work and returns when no request is under way any more. Called
  /// once if [#begin] was.
  default void end() {}
}
