package app.diptych.cli;

import app.diptych.cli.output.Console;
import app.diptych.units.Sizes;
import java.util.Locale;

/// Facts for people, one a line, under headings.
final class FactSheet {
  private final StringBuilder text = new StringBuilder();

  /// Begins a part.
  FactSheet heading(String title) {
    if (!text.isEmpty()) {
      text.append(System.lineSeparator());
    }
    text.append(Console.oneLine(title));
    return this;
  }

  /// Adds a fact.
  FactSheet line(String name, String value) {
    text.append(String.format("%n  %-18s%s", name, Console.oneLine(value)));
    return this;
  }

  /// An amount, in bytes and in short.
  static String exact(long bytes) {
    return String.format(Locale.ENGLISH, "%,d bytes (%s)", bytes, Sizes.of(bytes));
  }

  /// All of it, without a line end behind.
  @Override
  public String toString() {
    return text.toString();
  }
}
