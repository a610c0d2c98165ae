package app.diptych.nbd.server;

import app.diptych.block.BlockDevice;

/// A device that a server offers.
///
/// @param name what clients ask for; empty for the default export
/// @param description a person's word for it; may be empty
/// @param device what is read and written; the server does not own it
/// @param isReadOnly whether writes are refused even where the device takes them
/// @param isRotational whether clients are told that it is a rotating disk
public record Export(
    String name,
    String description,
    BlockDevice device,
    boolean isReadOnly,
    boolean isRotational) {}
