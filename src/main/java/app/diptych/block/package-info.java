/// What a device is: anything with sectors that can be read and written, and the words every other
/// package shares.
///
/// A [app.diptych.block.BlockDevice] moves whole sectors between native memory and absolute byte
/// offsets. Filters take a device and are one. Devices are safe for use by many threads; none calls
/// back while it holds a lock, and none owns the device that lies under it: whoever opened a device
/// closes it.
package app.diptych.block;
