package app.diptych.disks;

import java.nio.file.Path;

/// Somebody who stands on a device, directly or through layers of mappings.
public sealed interface Use {

  /// The device that is used directly, as `/dev` knows it: the disk, a partition, or a mapping on
  /// top of them.
  String device();

  /// Whether it is this mapping that stands there.
  default boolean isBy(Disk mapping) {
    return this instanceof Held(_, _, var holder)
        && (holder.equals(mapping.path()) || holder.startsWith(mapping.path() + " ("));
  }

  /// A mounted file system.
  ///
  /// @param device what is mounted
  /// @param mountPoint where
  /// @param isReadOnly whether the file system takes no writes, through this mount and all others
  record Mount(String device, Path mountPoint, boolean isReadOnly) implements Use {

    // As for [DeviceNumber].
    @Override
    public int hashCode() {
      return mountPoint.hashCode();
    }

    /// Whether the running system is on it.
    public boolean isOfSystem() {
      return Uses.isSystem(this);
    }
  }

  /// Swap space in use.
  ///
  /// @param device what is swapped on; a swap file counts for the device of its file system, and
  ///   where it is asked about itself, for itself
  record Swap(String device) implements Use {}

  /// A mapping that holds the device: LVM, RAID, crypt, a loop device over a file on it, or an
  /// unknown kind; a program that holds it, or an image; or the same disk on another way.
  ///
  /// @param device what is held
  /// @param kind which kind of mapping
  /// @param holder the mapping: its node, and where it has another name that one in parentheses,
  ///   such as `/dev/dm-0 (vg0-root)`; of a program its name and number, such as `qemu-nbd[4711]`
  record Held(String device, HolderKind kind, String holder) implements Use {}

  /// Kinds of holders.
  enum HolderKind {
    /// A logical volume.
    LVM,
    /// A RAID array.
    RAID,
    /// An opened encrypted volume.
    CRYPT,
    /// A loop device.
    LOOP,
    /// A program that may write to it.
    WRITER,
    /// A program that only reads it.
    READER,
    /// Somebody who is not seen from here.
    UNSEEN,
    /// Another disk that is the same one, reached on another way.
    WAY,
    /// Something else.
    OTHER
  }
}
