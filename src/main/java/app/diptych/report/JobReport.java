package app.diptych.report;

import app.diptych.block.Region;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// All there is to tell of a job that has ended.
///
/// @param program the version of this program
/// @param kind what the job was
/// @param outcome how it ended
/// @param message the same in one line, in the language of that day
/// @param course when
/// @param source the side that was read
/// @param target the side that was written, or compared with
/// @param options what was asked for beyond the two, by the names of the command line's options
/// @param amounts how much, and how fast
/// @param faults what went wrong, or is to be known
/// @param hashes of the source's bytes
public record JobReport(
    String program,
    Kind kind,
    Outcome outcome,
    String message,
    Course course,
    Device source,
    Device target,
    Map<String, String> options,
    Amounts amounts,
    Faults faults,
    List<Hash> hashes) {

  /// Keeps its own copies.
  public JobReport {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    hashes = List.copyOf(hashes);
  }

  /// What a job was.
  public enum Kind {
    /// A clone.
    CLONE,
    /// A clone during which the source stayed in use.
    MIRROR,
    /// A comparison.
    VERIFY,
    /// A comparison after which only what differed was copied again.
    REPAIR;

    /// The word for scripts, in lower case.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// How a job ended.
  public enum Outcome {
    /// As was wished.
    COMPLETED,
    /// As was wished but for what could not be read, which is zeros on the target.
    SKIPPED,
    /// The person ended it.
    CANCELLED,
    /// The checks stood against it.
    REFUSED,
    /// A device failed.
    FAILED,
    /// Source and target differ.
    MISMATCH;

    /// The word for scripts, in lower case.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// When it all was.
  ///
  /// @param started by the clock of the machine, which may be set meanwhile
  /// @param ended likewise
  /// @param took how long the machine worked on it: by a clock that nobody sets
  /// @param phases what the job did, in order, by the same
  public record Course(Instant started, Instant ended, Duration took, List<Phase> phases) {
    /// Keeps its own copy of the list.
    public Course {
      phases = List.copyOf(phases);
    }
  }

  /// One thing that a job did.
  ///
  /// @param name the word for scripts, such as `copying`
  /// @param millis how long
  public record Phase(String name, long millis) {}

  /// One side, as it told of itself.
  ///
  /// @param name as it was named: a path or an address
  /// @param kind `disk`, `partition`, `image` or `export`
  /// @param model maker and model
  /// @param serial serial number
  /// @param wwn world wide name
  /// @param size bytes; absent where it was not measured
  /// @param sectorSize bytes, likewise
  /// @param diskseq the kernel's number of this very plugging-in
  public record Device(
      String name,
      String kind,
      Optional<String> model,
      Optional<String> serial,
      Optional<String> wwn,
      OptionalLong size,
      OptionalLong sectorSize,
      OptionalLong diskseq) {}

  /// How much was done, in bytes, and how fast, in bytes a second.
  ///
  /// @param total of the source
  /// @param read from the source
  /// @param written to the target as data, by the job and by clients of a live source
  /// @param zeroed on the target by its own means
  /// @param kept what an earlier job had copied, found equal and left
  /// @param compared after the copying
  /// @param meanRate of the copying, until it was durable; of a comparison, of the comparing
  /// @param peakRate the fastest second
  public record Amounts(
      long total,
      long read,
      long written,
      long zeroed,
      long kept,
      long compared,
      long meanRate,
      long peakRate) {}

  /// What went wrong, or is to be known.
  ///
  /// @param errors one line each
  /// @param warnings what the checks found to be known, one line each
  /// @param stalls devices that did not answer for a while
  /// @param unreadable where the source could not be read: zeros on the target
  /// @param differing where both differed at the end
  /// @param repaired where both differed, and were copied again
  public record Faults(
      List<String> errors,
      List<String> warnings,
      List<Stall> stalls,
      Places unreadable,
      Places differing,
      Places repaired) {
    /// Nothing.
    public static final Faults NONE =
        new Faults(List.of(), List.of(), List.of(), Places.NONE, Places.NONE, Places.NONE);

    /// Keeps its own copies of the first of each list.
    public Faults {
      errors = List.copyOf(errors.subList(0, Math.min(Places.MOST, errors.size())));
      warnings = List.copyOf(warnings);
      stalls = List.copyOf(stalls.subList(0, Math.min(Places.MOST, stalls.size())));
    }
  }

  /// A device that did not answer for a while.
  ///
  /// @param side `source` or `target`
  /// @param device its name
  /// @param operation what it was asked for
  /// @param seconds how long
  public record Stall(String side, String device, String operation, long seconds) {}

  /// Regions, of which only the first are listed.
  ///
  /// @param count how many there are
  /// @param bytes that they hold together
  /// @param first the first of them
  public record Places(long count, long bytes, List<Region> first) {
    /// More than anybody reads; a report stays small.
    static final int MOST = 1000;

    /// None.
    public static final Places NONE = new Places(0, 0, List.of());

    /// Keeps its own copy of the list.
    public Places {
      first = List.copyOf(first);
    }

    /// Of these regions.
    ///
    /// @param bytes that count, which may be fewer than the regions have together
    public static Places of(List<Region> regions, long bytes) {
      return new Places(regions.size(), bytes, regions.subList(0, Math.min(MOST, regions.size())));
    }

    /// Of these regions, with all their bytes.
    public static Places of(List<Region> regions) {
      return of(regions, regions.stream().mapToLong(Region::length).sum());
    }

    /// Whether there are more than are listed.
    public boolean isCut() {
      return count > first.size();
    }
  }

  /// A hash.
  ///
  /// @param algorithm its usual name, such as `SHA-256`
  /// @param value in hexadecimal
  public record Hash(String algorithm, String value) {}
}
