package app.diptych.clone;

import app.diptych.block.Operation;
import java.time.Duration;

/// A device that has not answered for so long that a person should know.
///
/// @param side source or target
/// @param device its name
/// @param operation what it was asked for
/// @param lasted how long it has not answered
public record Stall(Refusal.Role side, String device, Operation operation, Duration lasted) {}
