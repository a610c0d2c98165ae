package app.diptych.ui.job;

/// What a person asks for about a job; whatever could lose something is asked back about first.
public interface JobDesk {
  /// To end it.
  void stop(JobModel job);

  /// To copy again what differs on its disks.
  void repair(JobModel job);

  /// To clone once more, and skip what cannot be read.
  void skip(JobModel job);

  /// To keep the map of what could not be read elsewhere.
  void saveMap(JobModel job);
}
