package app.diptych.clone;

import app.diptych.block.DeviceException;
import app.diptych.block.Region;
import app.diptych.mirror.Progress;
import java.time.Duration;
import java.util.List;

/// How a job ended.
public sealed interface CloneResult {

  /// The target is an exact, durable copy.
  ///
  /// @param bytes cloned
  /// @param took from start to end
  /// @param verified whether it was read back and compared
  record Completed(long bytes, Duration took, boolean verified) implements CloneResult {}

  /// All that could be read was cloned, and is durable. What could not is zeros on the target.
  ///
  /// @param bytes cloned
  /// @param took from start to end
  /// @param verified whether all the rest was read back and compared
  /// @param unreadable where it could not be read, merged, rising; at least one region
  record Skipped(long bytes, Duration took, boolean verified, List<Region> unreadable)
      implements CloneResult {
    /// Keeps its own copy of the list.
    public Skipped {
      unreadable = List.copyOf(unreadable);
    }

    /// How many bytes could not be read.
    public long bytesUnreadable() {
      return unreadable.stream().mapToLong(Region::length).sum();
    }
  }

  /// The person ended it. A target that was opened is incomplete.
  ///
  /// @param bytesDone copied up to then
  /// @param bytesTotal to copy
  record Cancelled(long bytesDone, long bytesTotal) implements CloneResult {

    /// Ended when it was so far.
    public Cancelled(Progress progress) {
      this(progress.bytesDone(), progress.bytesTotal());
    }
  }

  /// The checks stood against it; nothing was written.
  ///
  /// @param refusals why, at least one
  record Refused(List<Refusal> refusals) implements CloneResult {
    /// Keeps its own copy of the list.
    public Refused {
      refusals = List.copyOf(refusals);
    }
  }

  /// A device failed. The target is incomplete where `phase` is past preparing.
  ///
  /// @param phase in which
  /// @param reason one line: operation, device, place, why
  /// @param cure what would help
  record Failed(Phase phase, String reason, Cure cure) implements CloneResult {
    /// Where nobody knows what would help.
    public Failed(Phase phase, String reason) {
      this(phase, reason, Cure.UNKNOWN);
    }

    /// One of the two failed, with this.
    public static Failed of(Phase phase, Refusal.Role role, DeviceException cause) {
      Cure cure =
          switch (cause) {
            case DeviceException.NoSpace _ -> Cure.ROOM;
            case DeviceException.CutShort _ -> Cure.PEACE;
            case DeviceException.Unimplemented _,
                DeviceException.ReadOnly _,
                DeviceException.Disconnected _,
                DeviceException.Denied _,
                DeviceException.Busy _,
                DeviceException.OddSize _,
                DeviceException.Unknown _ ->
                Cure.UNKNOWN;
          };
      return new Failed(phase, Sentences.failure(role, cause), cure);
    }

    /// Whether another clone, one that skips what cannot be read, would get on.
    public boolean couldSkip() {
      return cure == Cure.SKIPPING;
    }
  }

  /// What helps against a failure.
  enum Cure {
    /// Nobody knows.
    UNKNOWN,
    /// To pass over what cannot be read: the source could not be read somewhere.
    SKIPPING,
    /// To make room: something is full.
    ROOM,
    /// To leave both alone: somebody removed, renamed, replaced or resized one of them meanwhile.
    PEACE
  }

  /// Source and target differ after the clone.
  ///
  /// @param regions all regions that differ, merged, rising
  /// @param bytes that they hold together
  record Mismatch(List<Region> regions, long bytes) implements CloneResult {
    /// Keeps its own copy of the list.
    public Mismatch {
      regions = List.copyOf(regions);
    }
  }
}
