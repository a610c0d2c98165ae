package app.diptych.ui.parts;

import app.diptych.units.Sizes;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.OptionalLong;

/// Amounts as people read them, in sentences; a size alone is told by [Sizes].
public final class Amounts {
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long LONG = 10 * MINUTE;
  private static final int STEP_MINUTES = 5;

  private Amounts() {}

  /// The very number: `64,023,257,088 bytes`.
  public static String exact(long bytes) {
    return Texts.of("amount.exact", grouped(bytes));
  }

  /// How much of how much, to the byte.
  public static String exactPart(long done, long total) {
    return Texts.of("amount.part", grouped(done), exact(total));
  }

  /// How much of how much: `1.2 GB of 64 GB`; to the byte where a part would else read as all.
  public static String part(long done, long total) {
    String part = Sizes.of(done);
    String all = Sizes.of(total);
    return done < total && part.equals(all)
        ? exactPart(done, total)
        : Texts.of("amount.part", part, all);
  }

  /// A speed: `512 MB/s`; empty where none is known yet.
  public static String rate(long bytesPerSecond) {
    return bytesPerSecond <= 0 ? "" : Texts.of("amount.rate", Sizes.of(bytesPerSecond));
  }

  /// How long it will still take, in words that don't pretend to be exact, and until when, where
  /// somebody may go away meanwhile; empty where unknown.
  public static String timeLeft(OptionalLong seconds, LocalDateTime now) {
    if (seconds.isEmpty()) {
      return "";
    }
    String left = duration(seconds.getAsLong());
    return seconds.getAsLong() < LONG
        ? Texts.of("amount.left", left)
        : Texts.of("amount.left-until", left, clock(now.plusSeconds(seconds.getAsLong()), now));
  }

  // To some minutes, so that it does not flicker; the day is said where it is another one.
  private static String clock(LocalDateTime end, LocalDateTime now) {
    LocalDateTime about =
        end.truncatedTo(ChronoUnit.HOURS)
            .plusMinutes(Math.ceilDiv(end.getMinute(), STEP_MINUTES) * (long) STEP_MINUTES);
    String time = DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT).format(about);
    return about.toLocalDate().equals(now.toLocalDate())
        ? time
        : DateTimeFormatter.ofPattern("EEE", Locale.getDefault()).format(about) + " " + time;
  }

  /// A time span in its two largest units: `2 h 5 min`.
  public static String duration(long seconds) {
    if (seconds < MINUTE) {
      return Texts.of("duration.seconds", seconds);
    }
    if (seconds < HOUR) {
      return Texts.of("duration.minutes", seconds / MINUTE, seconds % MINUTE);
    }
    if (seconds < DAY) {
      return Texts.of("duration.hours", seconds / HOUR, seconds % HOUR / MINUTE);
    }
    return Texts.of("duration.days", seconds / DAY, seconds % DAY / HOUR);
  }

  private static String grouped(long number) {
    return String.format(Locale.getDefault(), "%,d", number);
  }
}
