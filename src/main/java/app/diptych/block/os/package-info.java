/// Disks and image files through the operating system.
///
/// `Syscalls` is one class per system, with one `OpenFile` beside it: Linux through its C library
/// (`LibC` is the only place that calls it), and any other through Java's channels, for images
/// only. A [app.diptych.block.os.RawDevice] may be used by many threads; each call of the system
/// pins its thread, so those are platform threads. Where many transfers are to be in flight, they
/// can be begun on a lane instead (`AioLane`), which needs one thread for all. Flushes of one
/// device take turns; nothing else waits.
package app.diptych.block.os;
