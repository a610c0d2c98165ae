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
    TARGET,
    /// What is neither cloned nor overwritten, but offered or looked at.
    DEVICE
  }

  /// Nothing is there. For an image target: its directory is not.
  ///
  /// @param role source or target
  /// @param path what was named
  record NoSuchPath(Role role, Path path) implements Refusal {}

  /// Nothing is there that could be compared with the source: a clone might make it.
  ///
  /// @param path what was named as the target
  record NothingToCompare(Path path) implements Refusal {}

  /// It is neither a disk nor a file: a directory, a pipe, a terminal.
  ///
  /// @param role source or target
  /// @param path what was named
  /// @param found what it is, such as `a directory`
  record NotADevice(Role role, Path path, String found) implements Refusal {}

  /// It has no bytes: an empty file, a reader without a card.
  ///
  /// @param role source or target
  /// @param name what was named
  record Empty(Role role, String name) implements Refusal {}

  /// It may not be opened, or the system refuses for another reason.
  ///
  /// @param role source or target
  /// @param name what was named
  /// @param reason the system's word, such as `EACCES (Permission denied)`
  /// @param isPermission whether more rights would help
  record NotAccessible(Role role, String name, String reason, boolean isPermission)
      implements Refusal {}

  /// What keeps udisks2 from opening a disk for a user who may not open it himself.
  enum Hindrance {
    /// There is no system bus to ask it over.
    NO_BUS,
    /// It is not there.
    NO_UDISKS,
    /// It does not know the device.
    UNKNOWN_DEVICE,
    /// The system's rules are against it.
    REFUSED,
    /// The person was asked, and did not give permission.
    DISMISSED,
    /// Permission would have to be asked for, and nothing is there to ask with.
    NO_AGENT,
    /// Nobody answered for some minutes.
    TIMED_OUT,
    /// Something else.
    OTHER
  }

  /// A disk that this user may not open, and that udisks2 does not open for him.
  ///
  /// @param role source or target
  /// @param name what was named
  /// @param hindrance why not
  /// @param reason the same in the words of whoever said so
  record NotLent(Role role, String name, Hindrance hindrance, String reason) implements Refusal {}

  /// What keeps an export from being used.
  enum Obstacle {
    /// No NBD server answers there.
    UNREACHABLE,
    /// The server lets nobody in without TLS and a certificate, or there is none to show.
    DENIED,
    /// The server does not wish it, for reasons of its own: it is full, or knows whom it serves.
    FORBIDDEN,
    /// Something else: no such export, an odd size.
    OTHER
  }

  /// An export that cannot be used.
  ///
  /// @param role source or target
  /// @param name its URI
  /// @param reason the server's or the system's word
  /// @param obstacle of which kind it is
  record NotServed(Role role, String name, String reason, Obstacle obstacle) implements Refusal {}

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
  record SameDevice(String source, String target, String how) implements Refusal {}

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
  /// @param name what was named
  record ReadOnlyTarget(String name) implements Refusal {}

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

  /// A file system on the target was to be unmounted, and was not.
  ///
  /// @param mount which
  /// @param reason the word of whoever was to do it
  record NotUnmounted(Use.Mount mount, String reason) implements Refusal {}

  /// Somebody stands on a device that is to be offered for writing, or on a part of it.
  ///
  /// @param role source or device
  /// @param name what was named
  /// @param uses who; empty where nobody can tell
  record OfferedInUse(Role role, String name, List<Use> uses) implements Refusal {
    /// Keeps its own copy of the list.
    public OfferedInUse {
      uses = List.copyOf(uses);
    }
  }

  /// A device that is to be offered for writing takes no writes.
  ///
  /// @param role source or device
  /// @param name what was named
  record ReadOnlyOffered(Role role, String name) implements Refusal {}

  /// Nothing can be offered at the address.
  ///
  /// @param address the URI that was named
  /// @param reason the system's word, such as `Address already in use`
  record NoExport(String address, String reason) implements Refusal {}

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

  /// What cannot be read was to be skipped on a source that stays in use: its clients would be told
  /// of an error where the copy says zeros.
  ///
  /// @param source what was named
  record SkippingLive(String source) implements Refusal {}

  /// A clone of the target onto the source was broken off: the source holds only a part of the
  /// target, which it would overwrite.
  ///
  /// @param source what was named
  /// @param target what was named
  record Reversed(String source, String target) implements Refusal {}

  /// The map of unreadable sectors cannot be used.
  ///
  /// @param path what was named
  /// @param reason why, such as `line 7: no number: 0y00`
  record MapUnusable(Path path, String reason) implements Refusal {}

  /// The file that the report was to go to cannot take it.
  ///
  /// @param path what was named
  /// @param reason why
  record ReportUnusable(Path path, String reason) implements Refusal {}

  /// The clone cannot go on from where it was broken off: there is no journal of this very pair, or
  /// it cannot be used.
  ///
  /// @param source what was named
  /// @param target what was named
  /// @param reason why
  record NoJournal(String source, String target, String reason) implements Refusal {}

  /// Another job is under way onto the target, from it, or onto the source.
  ///
  /// @param target which of the two, as it was named
  record UnderWay(String target) implements Refusal {}

  /// No journal can be kept where one was asked for.
  ///
  /// @param folder where
  /// @param reason the system's word
  record JournalUnwritable(Path folder, String reason) implements Refusal {}

  /// What was checked is not what was opened: the disk behind the path has changed in between.
  ///
  /// @param role source or target
  /// @param name what was named
  /// @param what which of its marks changed, and how
  record IdentityChanged(Role role, String name, String what) implements Refusal {}
}
