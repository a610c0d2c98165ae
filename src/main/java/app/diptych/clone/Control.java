package app.diptych.clone;

/// How a job is watched and ended while it runs.
///
/// @param board where it stands
/// @param cancellation whether it shall end
record Control(Board board, Cancellation cancellation) {}
