/// How a job is watched, paused and ended while it runs, where it stands, and what its report tells
/// of it in the end; what all jobs share.
///
/// Everything here may be asked and told by any thread. The listener is told outside every lock, of
/// one thing after the other.
package app.diptych.clone.control;
