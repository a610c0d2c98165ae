/// Sample disks, to try the program on: an image with a partition table, file systems and data in
/// them, made without any other program, and somebody who works on it while it is cloned.
///
/// The FAT file systems come from a small formatter of our own: the library there is for it was
/// last published in 2013, is no module, and does not write what is needed here in less code.
package app.diptych.sample;
