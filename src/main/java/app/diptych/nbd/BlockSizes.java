package app.diptych.nbd;

/// The sizes of requests that a server wants (NBD_INFO_BLOCK_SIZE), in bytes.
///
/// @param minimum what offsets and lengths must be a multiple of
/// @param preferred what is served well
/// @param maximum the most of one request that carries data
public record BlockSizes(int minimum, int preferred, long maximum) {}
