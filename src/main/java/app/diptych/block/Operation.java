package app.diptych.block;

import java.util.Locale;

/// What was asked of a device.
public enum Operation {
  /// Opening it, or asking for its geometry.
  OPEN,
  /// Reading sectors.
  READ,
  /// Writing sectors.
  WRITE,
  /// Making finished writes durable.
  FLUSH,
  /// Writing zeros without a buffer.
  ZERO,
  /// Giving sectors back.
  TRIM,
  /// Asking which regions hold data.
  EXTENTS;

  /// Whether it changes what the device holds.
  public boolean changes() {
    return switch (this) {
      case WRITE, ZERO, TRIM -> true;
      case OPEN, READ, FLUSH, EXTENTS -> false;
    };
  }

  /// The word for error lines, in lower case.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
