package app.diptych.clone;

import app.diptych.report.JobReport;

/// Is told how a job gets on, by the job's threads, one call after the other. Calls should return
/// soon and not throw.
@FunctionalInterface
public interface CloneListener {

  /// Listens to nothing.
  CloneListener NONE = _ -> {};

  /// A phase begins.
  void phase(Phase phase);

  /// The whole percentage of a phase changed: rising within the phase, each value at most once, up
  /// to 100.
  default void percent(Phase phase, int percent) {}

  /// A disk may not be opened by this user, and the system's service is asked to open it: it may
  /// ask for a password, and the job waits for minutes if need be.
  ///
  /// @param name the disk, as it was named
  default void waiting(String name) {}

  /// The job rests until somebody lets it go on.
  default void paused() {}

  /// It goes on.
  default void resumed() {}

  /// A device does not answer. The job waits for it, and goes on when it does. Told once, until
  /// [#recovered].
  default void stalled(Stall stall) {}

  /// The device answers again.
  ///
  /// @param stall what it was, and how long it lasted, to half a second
  default void recovered(Stall stall) {}

  /// What is to be known of what the job reads, where nobody was told of it before.
  default void warned(Warning warning) {}

  /// An earlier job that was broken off cannot go on any more, as too many are kept.
  ///
  /// @param line which
  default void forgot(String line) {}

  /// No journal can be kept: if the job is broken off it will have to begin anew.
  ///
  /// @param line why
  default void unkept(String line) {}

  /// While the source is live, comparing has found what differs on the target: it is copied again
  /// and compared once more.
  default void differing(JobReport.Places places) {}

  /// While the source is live, something stands against the target: a side failed, so that the copy
  /// cannot be finished or kept, or it could not be compared, or differs. The source goes on
  /// serving its clients until the job is ended, as failed or with a mismatch.
  ///
  /// @param phase what was being done: verifying where it could not be compared, or differs
  /// @param reason one line: the side, and what its device said
  default void failed(Phase phase, String reason) {}
}
