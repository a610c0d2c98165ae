package app.diptych.cli.output;

import app.diptych.clone.JobProgress;
import app.diptych.json.JsonObject;
import java.io.PrintStream;

/// One way to tell how far a job is. Called by one thread.
public interface ProgressView {

  /// Tells it, or leaves it out where too little has changed.
  ///
  /// @param nanos the moment, of a clock that never goes back
  void show(JobProgress progress, long nanos);

  /// The system is asked to open a disk, and may ask somebody for a password.
  void waiting(String name);

  /// A side failed, and the job goes on for the sake of those who use the source.
  void failed(String reason);

  /// Something that a person should know at once.
  ///
  /// @param line for people
  /// @param event for scripts
  void notice(String line, JsonObject event);

  /// Makes room for other lines, which do not come from here.
  default void giveWay() {}

  /// The job is over; nothing of the telling is left on the screen that should not be.
  void end();

  /// The line for a disk that the system is asked to open.
  static String request(String name) {
    return Console.oneLine("asking the system to open " + name + "; a password may be needed");
  }

  /// The line for a side that failed.
  static String sentence(String reason) {
    return "diptych: "
        + Console.oneLine("failed: " + reason + "; the source stays offered until a signal");
  }

  /// The view of this kind.
  static ProgressView of(ProgressKind kind, Console console) {
    return switch (kind) {
      case BAR -> new BarView(console.err(), console.terminal().columns().getAsInt());
      case PLAIN -> new PlainView(console.err());
      case JSON -> new JsonView(console.err());
      case NONE -> new Silence(console.err());
    };
  }

  /// Tells nothing but what somebody has to know at once.
  ///
  /// @param to where
  record Silence(PrintStream to) implements ProgressView {
    @Override
    public void waiting(String name) {
      to.println(request(name));
    }

    @Override
    public void failed(String reason) {
      to.println(sentence(reason));
    }

    @Override
    public void notice(String line, JsonObject event) {
      to.println(line);
    }

    @Override
    public void show(JobProgress progress, long nanos) {}

    @Override
    public void end() {}
  }
}
