package app.diptych.rescue;

import app.diptych.block.Region;

/// A stretch of the source that has one status.
///
/// @param region where
/// @param status what has become of it
public record Block(Region region, Status status) {}
