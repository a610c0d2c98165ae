/// Disks through udisks2, for who may not open them himself: the system's own service opens a disk
/// and hands its descriptor out, after polkit has asked the person.
///
/// Calls may take minutes, while somebody looks for a password; an interrupt ends them. Nothing is
/// kept between two calls.
package app.diptych.udisks;
