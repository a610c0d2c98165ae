package app.diptych.clone;

import app.diptych.disks.Use;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What a person should know before a request is carried out; none stands against it.
public sealed interface Warning {

  /// Others write to the source, which was accepted: the copy is one of no single moment.
  ///
  /// @param path what was named
  /// @param uses who
  record SourceInUse(Path path, List<Use> uses) implements Warning {
    /// Keeps its own copy of the list.
    public SourceInUse {
      uses = List.copyOf(uses);
    }
  }

  /// Others write to a device that is offered for reading, which is not of one single moment.
  ///
  /// @param name what was named
  /// @param uses who
  record OfferedInUse(String name, List<Use> uses) implements Warning {
    /// Keeps its own copy of the list.
    public OfferedInUse {
      uses = List.copyOf(uses);
    }
  }

  /// Sector sizes differ: a partition table counts in sectors and will not be found.
  ///
  /// @param source bytes of a sector
  /// @param target bytes of a sector
  record SectorSizesDiffer(int source, int target) implements Warning {}

  /// The target is larger; the rest of it keeps what it holds, and a GPT's second copy is not at
  /// its end.
  ///
  /// @param rest bytes that are left over
  record TargetLarger(long rest) implements Warning {}

  /// The target holds something that will be lost.
  ///
  /// @param name what was named
  /// @param contents its partitions or file systems, such as `sdb1 ext4 "data" 64 GB`
  /// @param loss how much of it
  record TargetHasData(String name, List<String> contents, Loss loss) implements Warning {
    /// Keeps its own copy of the list.
    public TargetHasData {
      contents = List.copyOf(contents);
    }

    /// All of it will be lost.
    public TargetHasData(String name, List<String> contents) {
      this(name, contents, Loss.ALL);
    }
  }

  /// How much of what a target holds will be lost.
  enum Loss {
    /// All of it.
    ALL,
    /// All but what equals the source already.
    UNEQUAL,
    /// All but what a map calls read.
    UNREAD
  }

  /// One of the two is an export, and nobody but its server knows which bytes those are: they could
  /// be those of the other.
  ///
  /// @param source what was named
  /// @param target what was named
  record SamenessUnknown(String source, String target) implements Warning {}

  /// The clone goes on from a map: what that says is on the target already is believed.
  ///
  /// @param map its file
  /// @param finished bytes that are said to be on the target
  /// @param failed bytes that could not be read so far
  /// @param untried bytes that are to be read
  record GoesOnFromMap(Path map, long finished, long failed, long untried) implements Warning {
    /// The one of these warnings by which some of the target stays as it is.
    public static Optional<GoesOnFromMap> among(List<Warning> warnings) {
      return warnings.stream()
          .filter(GoesOnFromMap.class::isInstance)
          .map(GoesOnFromMap.class::cast)
          .filter(warning -> warning.finished > 0)
          .findFirst();
    }
  }

  /// What a map calls read could hardly be read again, so that nobody has seen whether it is of
  /// these disks.
  ///
  /// @param map its file
  /// @param compared how many places could be read and compared
  /// @param places of how many
  record MapUnseen(Path map, int compared, int places) implements Warning {}

  /// The map could not be written while the clone went on.
  ///
  /// @param map its file
  /// @param reason the system's word
  record MapUnwritten(Path map, String reason) implements Warning {}

  /// The system did not look at the target anew, and goes by the partitions that were there before.
  ///
  /// @param target what was named
  record PartitionsStale(String target) implements Warning {}

  /// A journal cannot be removed: that of the job, which is over, or one of an earlier job, which
  /// tells, as far as it can be read at all, of what is about to be overwritten.
  ///
  /// @param journal its file
  /// @param reason why not
  record JournalStuck(Path journal, String reason) implements Warning {}

  /// A clone onto what is the source was broken off, so that it holds a part of one: who meant to
  /// begin that clone anew, and took the two the wrong way round, would lose the whole one.
  ///
  /// @param source what was named
  record SourceCutShort(String source) implements Warning {}

  /// The server of a target, or of what clients may write to, cannot be told to make durable what
  /// it has taken, so that it alone knows whether it has.
  ///
  /// @param target what was named
  record FlushUnknown(String target) implements Warning {}

  /// Nothing is logged: what goes wrong will have left no trace but what is told.
  ///
  /// @param reason why not
  record LogUnkept(String reason) implements Warning {}

  /// The running system depends on the target, and its name was typed.
  ///
  /// @param path the whole disk
  record SystemDisk(Path path) implements Warning {}
}
