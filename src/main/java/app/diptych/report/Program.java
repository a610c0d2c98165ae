package app.diptych.report;

/// This program.
public final class Program {
  private Program() {}

  /// Its version, as the build wrote it into the module; `unknown` where it runs unbuilt.
  public static String version() {
    Module module = Program.class.getModule();
    return module.isNamed() ? module.getDescriptor().rawVersion().orElse("unknown") : "unknown";
  }
}
