/// What is plugged in: the disks of this machine, their partitions, and who stands on them.
///
/// OSHI enumerates; sysfs, procfs and what udev has stored of the first sectors add what OSHI does
/// not tell, and the mappings (loop, RAID, device mapper), which OSHI does not list. Everything
/// here is a snapshot, read anew at each listing, and safe for use by many threads. Only who was
/// asked and has not answered yet is remembered: each disk is asked on a thread of its own, so that
/// one that hangs keeps nobody waiting. Nothing is written, no disk is read, no program is run.
package app.diptych.disks;
