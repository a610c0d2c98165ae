package app.diptych.rescue;

/// Hears how a rescue goes, on the thread that runs it. Must neither throw nor wait.
public interface RescueListener {

  /// Hears nothing.
  RescueListener NONE = new RescueListener() {};

  /// A stage begins. Not called for stages in which there is nothing to do.
  default void stage(Stage stage) {}

  /// A new whole percentage; each once, rising. 100 when all is durable on the target.
  default void percent(int percent) {}

  /// All that could be read has been; the target is made durable.
  default void flushing() {}
}
