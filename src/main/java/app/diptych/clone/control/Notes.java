package app.diptych.clone.control;

import app.diptych.block.Region;
import app.diptych.block.WatchedDevice.Tally;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Refusal;
import app.diptych.clone.Stall;
import app.diptych.clone.Warning;
import app.diptych.clone.check.Findings;
import app.diptych.report.JobReport;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What a job's report will tell beyond its course, noted as it happens. Safe for use by many
/// threads.
public final class Notes {
  private final ReentrantLock lock = new ReentrantLock();
  // All guarded by lock.
  private final List<Stall> past = new ArrayList<>();
  private final Map<Refusal.Role, Stall> present = new EnumMap<>(Refusal.Role.class);
  private List<JobReport.Hash> hashes = List.of();
  private List<Region> repaired = List.of();
  private final List<CloneResult.Failed> failures = new ArrayList<>();
  private final List<Warning> warnings = new ArrayList<>();
  private Optional<Findings> findings = Optional.empty();
  private Supplier<List<Tally>> tallies = () -> List.of(Tally.NONE, Tally.NONE);
  private List<Region> unreadable = List.of();
  private boolean isUnkept;
  private boolean isLeft;
  private long kept;
  private long compared;

  private void note(Runnable change) {
    lock.lock();
    try {
      change.run();
    } finally {
      lock.unlock();
    }
  }

  /// What the checks found.
  public Findings found(Findings what) {
    note(() -> findings = Optional.of(what));
    return what;
  }

  /// Both are open, and this tells what they have done, the source first.
  public void opened(Supplier<List<Tally>> both) {
    note(() -> tallies = both);
  }

  /// A device does not answer.
  void stalled(Stall stall) {
    note(() -> present.put(stall.side(), stall));
  }

  /// It answers again.
  void recovered(Stall stall) {
    note(() -> {
      present.remove(stall.side());
      past.add(stall);
    });
  }

  /// A side failed, and the job went on.
  void failed(CloneResult.Failed failure) {
    note(() -> failures.add(failure));
  }

  /// The job found this when it had begun.
  void warned(Warning warning) {
    note(() -> warnings.add(warning));
  }

  /// What could not be read.
  public void unreadable(List<Region> regions) {
    note(() -> unreadable = List.copyOf(regions));
  }

  /// What differed, and is copied again.
  public void repaired(List<Region> regions) {
    note(() -> repaired = List.copyOf(regions));
  }

  /// What is copied again because it differed.
  public List<Region> repaired() {
    return got(() -> repaired);
  }

  /// There is no journal to go on from.
  void unkept() {
    note(() -> isUnkept = true);
  }

  /// The copying has ended, and its journal is there still or is not.
  public void left(boolean isThere) {
    note(() -> {
      isLeft = isThere;
      isUnkept |= !isThere;
    });
  }

  /// Whether a journal was left to go on from.
  boolean isLeft() {
    return got(() -> isLeft);
  }

  /// Whether there is a journal, as far as is known.
  public boolean isKept() {
    return !got(() -> isUnkept);
  }

  /// So many bytes are left as they are: an earlier job copied them.
  public void kept(long bytes) {
    note(() -> kept = bytes);
  }

  /// The source has this hash.
  public void hashed(JobReport.Hash hash) {
    note(() -> hashes = List.of(hash));
  }

  /// The hashes of the source.
  List<JobReport.Hash> hashes() {
    return got(() -> hashes);
  }

  /// So many bytes were compared.
  public void compared(long bytes) {
    note(() -> compared = bytes);
  }

  /// What the checks found; empty where it did not come to that.
  Optional<Findings> findings() {
    return got(() -> findings);
  }

  /// The devices that did not answer for a while, in order.
  List<Stall> stalls() {
    return got(() -> Stream.concat(past.stream(), present.values().stream()).toList());
  }

  /// What failed while the job went on.
  public List<CloneResult.Failed> failures() {
    return got(() -> List.copyOf(failures));
  }

  /// What was to be known, as the checks found it and the job after them.
  List<Warning> warnings() {
    return got(() ->
        Stream.concat(
                findings.stream().flatMap(found -> found.verdict().warnings().stream()),
                warnings.stream())
            .toList());
  }

  /// What could not be read.
  List<Region> unreadable() {
    return got(() -> unreadable);
  }

  /// What both sides have done, the source first; nothing where they were not opened.
  List<Tally> tallies() {
    return got(() -> tallies.get());
  }

  /// How many bytes an earlier job had copied.
  long keptBytes() {
    return got(() -> kept);
  }

  /// How many bytes were compared.
  long comparedBytes() {
    return got(() -> compared);
  }

  private <T> T got(Supplier<T> value) {
    lock.lock();
    try {
      return value.get();
    } finally {
      lock.unlock();
    }
  }
}
