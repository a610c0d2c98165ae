package app.diptych.cli;

import app.diptych.clone.JobProgress;

/// One way to tell how far a job is. Called by one thread.
interface ProgressView {

  /// Tells it, or leaves it out where too little has changed.
  ///
  /// @param nanos the moment, of a clock that never goes back
  void show(JobProgress progress, long nanos);

  /// The job is over; nothing of the telling is left on the screen that should not be.
  void end();

  /// The view of this kind.
  static ProgressView of(ProgressKind kind, Console console) {
    return switch (kind) {
      case BAR -> new BarView(console.err(), console.terminal().columns().getAsInt());
      case PLAIN -> new PlainView(console.err());
      case JSON -> new JsonView(console.err());
      case NONE -> new Silence();
    };
  }

  /// Tells nothing.
  record Silence() implements ProgressView {
    @Override
    public void show(JobProgress progress, long nanos) {}

    @Override
    public void end() {}
  }
}
