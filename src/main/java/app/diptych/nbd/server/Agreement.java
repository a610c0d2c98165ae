package app.diptych.nbd.server;

/// What a client and the server agreed on in the handshake.
///
/// @param offer the export that is used
/// @param replies how requests are answered
/// @param isAligned whether the client knows the block sizes, so that it must keep to them
/// @param hasStatus whether it may ask for `base:allocation`
record Agreement(Offer offer, Replies replies, boolean isAligned, boolean hasStatus) {}
