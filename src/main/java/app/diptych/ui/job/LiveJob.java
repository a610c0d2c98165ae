package app.diptych.ui.job;

import app.diptych.clone.CloneResult;
import app.diptych.clone.Job;
import app.diptych.clone.LiveExport;
import java.util.Optional;

/// A job during which the source stays in use over NBD. All of it may be called at any time, from
/// any thread, and none but [#run] waits for a device.
interface LiveJob extends Job {

  /// Where the source is reached and who is there, while it can be reached.
  Optional<LiveExport> export();

  /// What stands against the target, while the source is offered all the same: it failed, or
  /// comparing did.
  Optional<CloneResult.Failed> failure();

  /// Lets the target go as an exact copy of one moment, once in sync. Returns at once.
  void detach();
}
