/// Saves what can be read of a failing source: the good parts first, then what is left in ever
/// smaller pieces, down to sectors; what stays unreadable reads as zeros on the target, and is
/// listed.
///
/// A [app.diptych.rescue.Rescue] copies between two devices that nobody else uses meanwhile. Its
/// whole state is a [app.diptych.rescue.RescueMap], which a [app.diptych.rescue.MapFile] keeps in
/// the format of GNU ddrescue, so that either program goes on where the other stopped.
///
/// Threads: a pass is made by some named threads of its own; the thread that called tells the
/// listener. Map, course, pulse and target have a lock each; none is held over input/output or
/// while another is taken, but for the course's, which is taken before the map's.
package app.diptych.rescue;
