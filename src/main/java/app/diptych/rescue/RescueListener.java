package app.diptych.rescue;

import java.io.IOException;

/// Hears how a rescue goes, mostly on the thread that runs it. Must neither throw nor wait.
public interface RescueListener {

  /// Hears nothing.
  RescueListener NONE = new RescueListener() {};

  /// A stage begins. Not called for stages in which there is nothing to do.
  default void stage(Stage stage) {}

  /// A new whole percentage; each once, rising. 100 when all is durable on the target.
  default void percent(int percent) {}

  /// All that could be read has been; the target is made durable.
  default void flushing() {}

  /// The map could not be written, and the rescue goes on. Called once, on any thread.
  default void unwritten(IOException cause) {}
}
