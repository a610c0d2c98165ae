package app.diptych.clone;

import java.util.Optional;

/// A job during which the source stays in use over NBD. None of it but [#run] waits for a device.
public interface LiveJob extends Job {

  /// Where the source is reached and who is there, while it can be reached.
  Optional<LiveExport> export();

  /// What stands against the target, while the source is offered all the same: it failed, or
  /// comparing did.
  Optional<CloneResult.Failed> failure();

  /// Detaches the target at a moment when both are equal and nobody writes: it is an exact, durable
  /// copy of that moment. The source stays live for its clients until [#cancel]. Does nothing
  /// unless in sync. Returns at once.
  void detach();

  /// Ends the export and the job. In sync: drains, flushes both and detaches, and the job is
  /// Completed, as it is when it was detached before, or ends as what comparing found. While
  /// copying: Cancelled; while comparing as well, though both are equal as far as was seen.
  @Override
  void cancel();
}
