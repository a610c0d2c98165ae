package app.diptych;

/// The program.
public final class Main {
  private Main() {}

  /// Runs the program.
  public static void main(String[] args) {}
}
