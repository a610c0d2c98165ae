package app.diptych.clone;

import app.diptych.disks.Use;
import java.nio.file.Path;
import java.util.List;

/// Why a request is not carried out. Each is a result of the checks and comes before anything is
/// written.
public sealed interface Refusal {

  /// Which of the two it is about.
  enum Role {
    /// What is cloned.
    SOURCE,
    /// What is overwritten.
    TARGET
  }

  /// Nothing is there. For an image target: its directory is not.
  ///
  /// @param role source or target
  /// @param path what was named
  record NoSuchPath(Role role, Path path) implements Refusal {}

  /// It is neither a disk nor a file: a directory, a pipe, a terminal.
  ///
  /// @param role source or target
  /// @param path what was named
  /// @param found what it is, such as `a directory`
  record NotADevice(Role role, Path path, String found) implements Refusal {}

  /// It has no bytes: an empty file, a reader without a card.
  ///
  /// @param role source or target
  /// @param path what was named
  record Empty(Role role, Path path) implements Refusal {}

  /// It may not be opened, or the system refuses for another reason.
  ///
  /// @param role source or target
  /// @param path what was named
  /// @param reason the system's word, such as `EACCES (Permission denied)`
  /// @param isPermission whether more rights would help
  record NotAccessible(Role role, Path path, String reason, boolean isPermission)
      implements Refusal {}

  /// Raw disks need Linux.
  ///
  /// @param role source or target
  /// @param path what was named
  record RawDisksUnsupported(Role role, Path path) implements Refusal {}

  /// Source and target are the same bytes, wholly or in part.
  ///
  /// @param source what was named
  /// @param target what was named
  /// @param how in which way, such as `/dev/sda1 is a partition of /dev/sda`
  record SameDevice(Path source, Path target, String how) implements Refusal {}

  /// The lengths differ.
  ///
  /// @param source bytes
  /// @param target bytes
  /// @param fitStartHelps whether the target is the larger one and `--fit=start` was not given
  record Lengths(long source, long target, boolean fitStartHelps) implements Refusal {}

  /// Neither sector size is a multiple of the other.
  ///
  /// @param source bytes of a sector
  /// @param target bytes of a sector
  record SectorSizes(int source, int target) implements Refusal {}

  /// The target takes no writes.
  ///
  /// @param path what was named
  record ReadOnlyTarget(Path path) implements Refusal {}

  /// Somebody stands on the target, or on a part of it.
  ///
  /// @param path what was named
  /// @param uses who
  record TargetInUse(Path path, List<Use> uses) implements Refusal {
    /// Keeps its own copy of the list.
    public TargetInUse {
      uses = List.copyOf(uses);
    }
  }

  /// Others write to the source, and that was not accepted.
  ///
  /// @param path what was named
  /// @param uses who
  record SourceInUse(Path path, List<Use> uses) implements Refusal {
    /// Keeps its own copy of the list.
    public SourceInUse {
      uses = List.copyOf(uses);
    }
  }

  /// The running system depends on the target, and its name was not typed.
  ///
  /// @param path the whole disk
  /// @param name what would have to be typed
  record SystemDisk(Path path, String name) implements Refusal {}

  /// The image would not fit the file system it is to lie on.
  ///
  /// @param path the image
  /// @param needed bytes
  /// @param available bytes
  record NoRoom(Path path, long needed, long available) implements Refusal {}

  /// What was checked is not what was opened: the disk behind the path has changed in between.
  ///
  /// @param role source or target
  /// @param path what was named
  /// @param what which of its marks changed, and how
  record IdentityChanged(Role role, Path path, String what) implements Refusal {}
}
