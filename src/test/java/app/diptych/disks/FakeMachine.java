package app.diptych.disks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// A machine that exists only as files: sysfs, procfs, device nodes and udev's database as the
/// kernel and udev would lay them out, with the same symbolic links.
final class FakeMachine {
  private final Roots roots;
  private int minors;
  private int mountIds = 1;

  /// An empty machine in an empty directory.
  FakeMachine(Path directory) {
    roots =
        new Roots(
            directory.resolve("sys"),
            directory.resolve("proc"),
            directory.resolve("dev"),
            directory.resolve("udev"));
    for (Path root : new Path[] {roots.sys().resolve("block"), roots.dev(), roots.udev()}) {
      make(root);
    }
    make(roots.proc().resolve("self"));
    make(roots.proc().resolve("1"));
    write(roots.proc().resolve("swaps"), "Filename\tType\tSize\tUsed\tPriority\n");
  }

  Roots roots() {
    return roots;
  }

  /// A listing of it. Hardware is what has a device behind it, which is how OSHI finds it.
  DiskInventory inventory() {
    Path block = roots.sys().resolve("block");
    return DiskInventory.of(
        roots,
        () ->
            new Attributes(block)
                .names("").stream()
                    .filter(name -> Files.exists(block.resolve(name).resolve("device")))
                    .collect(Collectors.toUnmodifiableSet()));
  }

  /// The disk of this name, as listed.
  Disk list(String name) {
    return inventory().list().stream()
        .filter(disk -> disk.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not listed"));
  }

  /// The names of the disks that are listed, in their order; the checks see the same.
  Set<String> names() {
    List<Disk> disks = inventory().list();
    assertThat(inventory().devices()).isEqualTo(disks);
    return disks.stream().map(Disk::name).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /// A disk of 100 GiB at that port of the machine's controller: `sda` at the first.
  Block sata(int port) {
    String way = "pci0000:00/0000:00:17.0/ata" + port + "/host0/target0:0:0/0:0:0:0";
    return disk("sd" + (char) ('a' + port - 1), way, 100L << 30);
  }

  /// Whether a mapping lies on a disk, at any height.
  static boolean isUnder(Disk disk, Disk mapping) {
    return disk.allUses().stream().anyMatch(use -> use.isBy(mapping));
  }

  /// That a device is mounted there, for writing.
  static Use.Mount mount(String device, String mountPoint) {
    return new Use.Mount(device, Path.of(mountPoint), false);
  }

  /// A disk with a device behind it.
  ///
  /// @param way the device's directory, below `/sys/devices`
  Block disk(String name, String way, long size) {
    Path device = roots.sys().resolve("devices").resolve(way);
    Block block = whole(name, device.resolve("block").resolve(name), size);
    link(block.directory.resolve("device"), device);
    return block;
  }

  /// A mapping: a disk without a device behind it.
  Block mapping(String name, long size) {
    return whole(name, roots.sys().resolve("devices/virtual/block").resolve(name), size);
  }

  /// A mapping of the device mapper.
  Block mapped(String name, String mapperName, String uuid, long size) {
    link(roots.dev().resolve("mapper").resolve(mapperName), roots.dev().resolve(name));
    return mapping(name, size).with("dm/name", mapperName).with("dm/uuid", uuid);
  }

  /// A whole disk whose directory is anywhere.
  Block whole(String name, Path directory, long size) {
    var block = new Block(directory, new DeviceNumber(8, minors++));
    link(roots.sys().resolve("block").resolve(name), directory);
    write(roots.dev().resolve(name.replace('!', '/')), "");
    return block
        .with("dev", block.number.toString())
        .with("uevent", "MAJOR=8\nDEVNAME=" + name.replace('!', '/') + "\nDEVTYPE=disk")
        .with("size", Long.toString(size / 512))
        .with("diskseq", Integer.toString(minors))
        .with("ro", "0")
        .with("removable", "0")
        .with("queue/logical_block_size", "512")
        .with("queue/physical_block_size", "4096")
        .with("queue/rotational", "0");
  }

  /// Mounts, as this program sees it.
  FakeMachine mount(DeviceNumber number, String place, String type, String source) {
    return mount("self", number + " / " + place + " rw,relatime shared:1", type, source + " rw");
  }

  /// Mounts with all that a line of `mountinfo` can say, as a process sees it.
  FakeMachine mount(String process, String place, String type, String sourceAndOptions) {
    String line = mountIds++ + " 1 " + place + " - " + type + " " + sourceAndOptions + "\n";
    append(roots.proc().resolve(process).resolve("mountinfo"), line);
    return this;
  }

  /// Swaps on a device or file.
  FakeMachine swap(String escapedPath, String type) {
    append(roots.proc().resolve("swaps"), escapedPath + "\t" + type + "\t1048572\t0\t-2\n");
    return this;
  }

  /// Lists the members of a mounted btrfs.
  FakeMachine btrfs(String uuid, String... names) {
    for (String name : names) {
      make(roots.sys().resolve("fs/btrfs").resolve(uuid).resolve("devices").resolve(name));
    }
    return this;
  }

  /// A block device of the machine.
  final class Block {
    final Path directory;
    final DeviceNumber number;

    private Block(Path directory, DeviceNumber number) {
      this.directory = directory;
      this.number = number;
    }

    /// With an attribute of this value.
    Block with(String attribute, String value) {
      write(directory.resolve(attribute), value + "\n");
      return this;
    }

    /// With an attribute of its device.
    Block withDevice(String attribute, String value) {
      return with("device/" + attribute, value);
    }

    /// With a property that udev found out.
    Block withUdev(String property, String value) {
      append(roots.udev().resolve("b" + number), "E:" + property + "=" + value + "\n");
      return this;
    }

    /// With mappings on it.
    Block heldBy(Block... holders) {
      for (Block holder : holders) {
        String name = holder.directory.getFileName().toString();
        link(directory.resolve("holders").resolve(name), holder.directory);
      }
      return this;
    }

    /// A partition of it.
    Block partition(String name, long offset, long size) {
      var partition = new Block(directory.resolve(name), new DeviceNumber(259, minors++));
      write(roots.dev().resolve(name), "");
      return partition
          .with("dev", partition.number.toString())
          .with("uevent", "MAJOR=259\nDEVNAME=" + name + "\nDEVTYPE=partition")
          .with("partition", "1")
          .with("start", Long.toString(offset / 512))
          .with("size", Long.toString(size / 512));
    }
  }

  private static void make(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A symbolic link, relative as sysfs's are.
  static void link(Path link, Path target) {
    make(above(link));
    make(above(target));
    try {
      Files.createSymbolicLink(link, above(link).relativize(target));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(Path file, String text) {
    make(above(file));
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path above(Path path) {
    return Objects.requireNonNull(path.getParent());
  }

  private static void append(Path file, String text) {
    try {
      Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
