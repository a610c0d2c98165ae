package app.diptych.disks;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which devices a mounted file system lies on.
///
/// Most tell by the mount's device number. Those without a device of their own have a made-up one
/// (`0:x`) and are found otherwise: btrfs by the name of its source and its list of members, ZFS by
/// the name of its pool, an overlay by the directories it is made of.
final class FileSystems {
  private final BlockTree tree;
  private final Mounts mounts;
  private final Roots roots;
  private final List<Set<BlockNode>> btrfs;

  /// Of these devices and mounts.
  FileSystems(BlockTree tree, Mounts mounts, Roots roots) {
    this.tree = tree;
    this.mounts = mounts;
    this.roots = roots;
    // Lists the mounted ones, each under its UUID.
    var listed = new Attributes(roots.sys().resolve("fs/btrfs"));
    btrfs =
        listed.names("").stream()
            .map(uuid -> listed.names(uuid + "/devices"))
            .map(names -> names.stream().flatMap(name -> tree.named(name).stream()))
            .map(members -> members.collect(Collectors.toSet()))
            .toList();
  }

  /// The devices under a mount; none where it is no disk's, such as `proc` or a network's.
  Set<BlockNode> under(Mounts.Entry mount) {
    return under(mount, new HashSet<>());
  }

  /// The devices under the file of this path, which need not exist any more.
  Set<BlockNode> underFile(String path) {
    return mounts.covering(path).map(this::under).orElse(Set.of());
  }

  private Set<BlockNode> under(Mounts.Entry mount, Set<Mounts.Entry> seen) {
    if (!seen.add(mount)) {
      return Set.of(); // An overlay that seems to lie on itself: its layers are out of sight.
    }
    var nodes = new LinkedHashSet<BlockNode>();
    tree.numbered(mount.number()).ifPresent(nodes::add);
    if (nodes.isEmpty()) {
      switch (mount.type()) {
        case "overlay" ->
            layers(mount)
                .flatMap(layer -> mounts.covering(layer).stream())
                .forEach(lower -> nodes.addAll(under(lower, seen)));
        case "zfs" -> members(mount.source().split("/", 2)[0]).forEach(nodes::add);
        case "btrfs" -> nodes.addAll(btrfsOf(mount));
        // bcachefs names all its members, with colons in between.
        default ->
            Stream.of(mount.source().split(":")).forEach(s -> tree.at(s).ifPresent(nodes::add));
      }
    }
    return nodes;
  }

  private Set<BlockNode> btrfsOf(Mounts.Entry mount) {
    Set<BlockNode> named = tree.at(mount.source()).map(Set::of).orElse(Set.of());
    var nodes = new LinkedHashSet<>(named);
    for (Set<BlockNode> members : btrfs) {
      // A source that tells nothing, such as /dev/root, may be any of them.
      if (named.isEmpty() || named.stream().anyMatch(members::contains)) {
        nodes.addAll(members);
      }
    }
    return nodes;
  }

  /// The members of a ZFS pool: udev stores its name as their label.
  private Stream<BlockNode> members(String pool) {
    return tree.all().stream()
        .filter(node -> {
          Udev udev = Udev.of(roots.udev(), node.number());
          return udev.text("ID_FS_TYPE").filter("zfs_member"::equals).isPresent()
              && udev.text("ID_FS_LABEL").filter(pool::equals).isPresent();
        });
  }

  /// The directories of an overlay, in the forms of old and new kernels: `lowerdir=/a:/b`,
  /// `lowerdir+=/a,lowerdir+=/b`.
  private static Stream<String> layers(Mounts.Entry overlay) {
    return overlay.options().stream()
        .filter(option -> option.matches("(lowerdir|datadir|upperdir)\\+?=.*"))
        .map(option -> Text.decodeOctal(option.substring(option.indexOf('=') + 1)))
        .flatMap(directories -> Stream.of(directories.split(":")));
  }
}
