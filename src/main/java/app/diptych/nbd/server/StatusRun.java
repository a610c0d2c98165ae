package app.diptych.nbd.server;

/// A part of a reply to BLOCK_STATUS.
///
/// @param length bytes, at least one, of which a compact reply tells the lower 32 bits
/// @param flags of `base:allocation`
record StatusRun(long length, int flags) {}
