/// Disks through udisks2, for who may not open them himself: the system's own service opens a disk
/// and hands its descriptor out, after polkit has asked the person.
///
/// udisks2 is spoken to over the system bus through GLib's GIO, the library that udisks2 itself is
/// made of: it is there wherever udisks2 is, and its descriptors come with the answers. Calls may
/// take minutes, while somebody looks for a password; an interrupt ends them. Nothing is kept
/// between two calls.
package app.diptych.udisks;
