package app.diptych.clone;

import app.diptych.report.JobReport;
import java.util.List;
import java.util.Optional;

/// Something that takes time, is done once, and can be watched, paused and ended from other
/// threads.
public interface Job extends Endable {

  /// Does it, and says how it ended; the calling thread waits. Throws nothing that a device or a
  /// person can cause.
  CloneResult run();

  /// What there is to tell of it once it is over; empty before that. It is kept by then, too, as
  /// far as that is possible.
  default Optional<JobReport> report() {
    return Optional.empty();
  }

  /// Whether a journal was left from which it can go on where it ended; once it is over.
  boolean canGoOn();

  /// How far it is; at any time, from any thread.
  JobProgress progress();

  /// The target in at most so many stretches of about one size, in order; none where nothing is
  /// known of it. At any time, from any thread.
  List<MapCell> map(int most);

  /// Lets it rest: nothing more is read or written for it, once what is under way has ended. Those
  /// who use a live source go on. Returns at once; at any time, from any thread, more than once.
  void pause();

  /// Lets it go on.
  void resume();

  /// Whether it rests, or will as soon as it has begun.
  boolean isPaused();

  /// Leaves out what is left of the verification, be it all of it: the target is durable, and the
  /// job ends as not verified. Does nothing where verifying is all that the job is for. At any
  /// time, from any thread, more than once.
  void skipVerification();

  /// Asks it to end; it then ends as [CloneResult.Cancelled] unless it is over already. A device
  /// that does not answer holds it up for less than a second: what waits for that device is left
  /// behind, and the device stays open until it answers. At any time, from any thread, more than
  /// once.
  @Override
  void cancel();
}
