package app.diptych.clone;

import java.util.List;

/// Something that takes time, is done once, and can be watched and ended from other threads.
public interface Job extends Endable {

  /// Does it, on the calling thread, and says how it ended. Throws nothing that a device or a
  /// person can cause.
  CloneResult run();

  /// How far it is; at any time, from any thread.
  JobProgress progress();

  /// The target in at most so many stretches of about one size, in order; none where nothing is
  /// known of it. At any time, from any thread.
  List<MapCell> map(int most);

  /// Asks it to end soon; it then ends as [CloneResult.Cancelled] unless it is over already. At any
  /// time, from any thread, more than once.
  @Override
  void cancel();
}
