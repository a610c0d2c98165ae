package app.diptych.disks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Who stands on which device, at one moment: mounts and swap, and the mappings with all that
/// stands on those, up to the top.
final class Uses {
  /// Where the running system keeps what it runs from. The last ones are where systems that run
  /// from a stick keep it: their `/` is an overlay whose layers are out of sight.
  private static final Set<String> SYSTEM =
      Set.of(
          "/",
          "/boot",
          "/boot/efi",
          "/boot/firmware",
          "/efi",
          "/etc",
          "/nix",
          "/nix/store",
          "/opt",
          "/sysroot",
          "/usr",
          "/usr/local",
          "/var",
          "/var/lib",
          "/var/log",
          "/cdrom",
          "/run/initramfs/live",
          "/run/live/medium",
          "/lib/live/mount/medium",
          "/run/archiso/bootmnt");

  private final BlockTree tree;
  private final Map<BlockNode, Set<Use>> direct = new HashMap<>();
  private final Map<BlockNode, Set<BlockNode>> holders = new HashMap<>();
  private final Map<BlockNode, String> fileSystems = new HashMap<>();

  private Uses(BlockTree tree) {
    this.tree = tree;
  }

  /// Finds out all of them.
  static Uses read(BlockTree tree, Mounts mounts, Roots roots) {
    var uses = new Uses(tree);
    var fileSystems = new FileSystems(tree, mounts, roots);
    mounts.entries().forEach(mount -> uses.addMount(mount, fileSystems.under(mount)));
    Swaps.read(roots)
        .flatMap(swap -> nodesOf(swap, tree, fileSystems))
        .forEach(node -> uses.add(node, new Use.Swap(node.path())));
    for (BlockNode node : tree.all()) {
      node.holders().stream()
          .flatMap(name -> tree.named(name).stream())
          .forEach(holder -> uses.hold(node, holder));
      node.mapping().backingFile().stream()
          .flatMap(file -> nodesOf(file, tree, fileSystems))
          .forEach(lower -> uses.hold(lower, node));
    }
    return uses;
  }

  /// The device that a path names, or else the devices that the file there lies on.
  private static Stream<BlockNode> nodesOf(String path, BlockTree tree, FileSystems fileSystems) {
    return tree.at(path).map(Stream::of).orElseGet(() -> fileSystems.underFile(path).stream());
  }

  private void addMount(Mounts.Entry mount, Set<BlockNode> nodes) {
    Path mountPoint = Text.path(mount.mountPoint());
    for (BlockNode node : nodes) {
      add(node, new Use.Mount(node.path(), mountPoint, mount.isReadOnly()));
      if (!mount.type().equals("overlay")) { // which lies on another one
        fileSystems.put(node, mount.type());
      }
    }
  }

  private void add(BlockNode node, Use use) {
    direct.computeIfAbsent(node, _ -> new LinkedHashSet<>()).add(use);
  }

  private void hold(BlockNode lower, BlockNode holder) {
    holders.computeIfAbsent(lower, _ -> new LinkedHashSet<>()).add(holder);
  }

  /// Who stands on a device, at any height; not who stands on its partitions.
  List<Use> of(BlockNode node) {
    var found = new ArrayList<Use>();
    climb(node, new HashSet<>(), found);
    return found;
  }

  /// The type of the file system that is mounted from a device.
  Optional<String> fileSystem(BlockNode node) {
    return Optional.ofNullable(fileSystems.get(node));
  }

  private void climb(BlockNode node, Set<BlockNode> seen, List<Use> found) {
    if (!seen.add(node)) {
      return; // Reached on two ways, as a volume over two partitions of a disk; or a ring.
    }
    found.addAll(direct.getOrDefault(node, Set.of()));
    for (BlockNode holder : holders.getOrDefault(node, Set.of())) {
      found.add(new Use.Held(node.path(), kind(holder), describe(holder)));
      climb(holder, seen, found);
      tree.partitionsOf(holder).forEach(partition -> climb(partition, seen, found));
    }
  }

  private static String describe(BlockNode holder) {
    BlockNode.Mapping mapping = holder.mapping();
    return mapping
        .mapperName()
        .or(mapping::backingFile)
        .flatMap(Text::printable)
        .map(name -> holder.path() + " (" + name + ")")
        .orElse(holder.path());
  }

  private static Use.HolderKind kind(BlockNode holder) {
    if (holder.mapping().backingFile().isPresent()) {
      return Use.HolderKind.LOOP;
    }
    if (holder.mapping().raidLevel().isPresent()) {
      return Use.HolderKind.RAID;
    }
    // A partition of a mapping has the mapping's identifier after its own number.
    String uuid = holder.mapping().mapperUuid().orElse("").replaceFirst("^part\\d+-", "");
    return switch (uuid.split("-", 2)[0]) {
      case "LVM" -> Use.HolderKind.LVM;
      case "CRYPT" -> Use.HolderKind.CRYPT;
      case "DMRAID" -> Use.HolderKind.RAID;
      default -> Use.HolderKind.OTHER;
    };
  }

  /// Whether the running system depends on whatever is used so.
  static boolean isSystem(Use use) {
    return switch (use) {
      case Use.Mount mount -> SYSTEM.contains(mount.mountPoint().toString());
      case Use.Swap _ -> true;
      case Use.Held _ -> false; // What stands on the mapping is a use of its own.
    };
  }
}
