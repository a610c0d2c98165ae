package app.diptych.clone;

import app.diptych.nbd.NbdUri;
import app.diptych.nbd.Visitor;
import java.util.List;

/// A device that is offered over NBD, at one moment.
///
/// @param uri where it is reached
/// @param visitors who is connected
public record LiveExport(NbdUri uri, List<Visitor> visitors) {}
