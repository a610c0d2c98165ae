package app.diptych.ui.settings;

import app.diptych.units.Sizes;
import java.util.Locale;

/// The units that sizes are told in.
public enum Units {
  /// Powers of 1000, as printed on disks.
  SI,
  /// Powers of 1024.
  IEC;

  /// A locale in which sizes are told so.
  Locale in(Locale language) {
    return switch (this) {
      case SI -> language;
      case IEC -> Sizes.inBinary(language);
    };
  }
}
