package app.diptych.nbd.server;

/// Data in a block.
///
/// @param block where
/// @param from the first byte, counted from the block's data on
/// @param length bytes, at least one
record Filled(Block block, int from, int length) {}
