package app.diptych.nbd.server;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/// What all sessions of a server share.
///
/// @param offers what may be used
/// @param encryption required, where it is there
/// @param handshakeLimit how long a client may take until it uses an export
/// @param memory for the data of requests
/// @param watcher looks after the sessions
/// @param threads makes their threads
record House(
    Offers offers,
    Optional<Handshake.Encryption> encryption,
    Duration handshakeLimit,
    Memory memory,
    Watcher watcher,
    ThreadFactory threads) {}
