package app.diptych.block.os;

import java.util.OptionalLong;

/// What tells one disk or image from another, as the system sees it at one moment.
///
/// @param kind what it is
/// @param major of a block device its own number; of a file the number of the device it lies on
/// @param minor likewise
/// @param inode of a file; of a block device zero
/// @param diskseq of a block device, where the kernel tells: another one means another disk
/// @param size bytes
public record Identity(
    FileKind kind, int major, int minor, long inode, OptionalLong diskseq, long size) {}
