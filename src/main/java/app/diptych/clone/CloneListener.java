package app.diptych.clone;

/// Is told how a job gets on, by the job's threads, one call after the other. Calls should return
/// soon and not throw.
public interface CloneListener {

  /// Listens to nothing.
  CloneListener NONE =
      new CloneListener() {
        @Override
        public void phase(Phase phase) {}

        @Override
        public void percent(Phase phase, int percent) {}
      };

  /// A phase begins.
  void phase(Phase phase);

  /// The whole percentage of a phase changed: rising within the phase, each value at most once, up
  /// to 100.
  void percent(Phase phase, int percent);
}
