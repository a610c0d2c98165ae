package app.diptych.state;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

/// Names of files whose order is that of their moments, none like another.
public final class DatedName {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private DatedName() {}

  /// A name for what began at a moment.
  ///
  /// @param kind a word for what it is
  /// @param ending behind the name
  public static String of(Instant moment, String kind, String ending) {
    String own = UUID.randomUUID().toString().substring(0, 8);
    return MOMENT.format(moment) + "-" + kind + "-" + own + ending;
  }
}
