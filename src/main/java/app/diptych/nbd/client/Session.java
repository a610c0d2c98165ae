package app.diptych.nbd.client;

import app.diptych.nbd.Dialect;
import app.diptych.nbd.ExportFacts;
import app.diptych.nbd.Wire;
import java.util.OptionalInt;

/// A connection that has come through the handshake and uses an export.
///
/// @param wire to be read and written
/// @param socket the lowest wire, which has the limits of time
/// @param dialect what was agreed
/// @param facts what the server told of the export
/// @param allocation the server's number for `base:allocation`, if it knows that
record Session(
    Wire wire, SteadyWire socket, Dialect dialect, ExportFacts facts, OptionalInt allocation) {}
