package app.diptych.disks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All block devices at one moment: whole ones and partitions, by name, number and path.
final class BlockTree {
  private static final Pattern LOOP = Pattern.compile("loop\\d+");

  private final Path dev;
  private final Map<String, BlockNode> whole = new LinkedHashMap<>();
  private final Map<String, BlockNode> byName = new LinkedHashMap<>();
  private final Map<DeviceNumber, BlockNode> byNumber = new HashMap<>();
  private final Map<String, BlockNode> byPath = new HashMap<>();
  private final Map<String, BlockNode> byMapperPath;

  /// Reads them.
  BlockTree(Roots roots) {
    dev = roots.dev();
    Path block = roots.sys().resolve("block");
    for (String name : new Attributes(block).names("")) {
      if (!isLoopWithoutFile(block.resolve(name))) {
        BlockNode.read(block.resolve(name)).ifPresent(this::addWhole);
      }
    }
    byMapperPath =
        whole.values().stream()
            .filter(node -> node.mapping().mapperName().isPresent())
            .collect(
                Collectors.toMap(
                    node -> "/dev/mapper/" + node.mapping().mapperName().orElseThrow(),
                    Function.identity(),
                    (first, _) -> first));
  }

  // There are as many of them as there ever were with a file at once. One may have kept its size.
  private static boolean isLoopWithoutFile(Path directory) {
    return LOOP.matcher(directory.getFileName().toString()).matches()
        && !new Attributes(directory).has("loop");
  }

  private void addWhole(BlockNode node) {
    whole.put(node.name(), node);
    add(node);
    for (String partition : node.partitions()) {
      BlockNode.read(node.attributes().directory().resolve(partition)).ifPresent(this::add);
    }
  }

  private void add(BlockNode node) {
    byName.put(node.name(), node);
    byNumber.put(node.number(), node);
    byPath.put(node.path(), node);
  }

  /// Disks and mappings, not partitions.
  Collection<BlockNode> whole() {
    return whole.values();
  }

  /// Disks, mappings and partitions.
  Collection<BlockNode> all() {
    return byName.values();
  }

  /// The device of this kernel's name.
  Optional<BlockNode> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /// The device of this number.
  Optional<BlockNode> numbered(DeviceNumber number) {
    return Optional.ofNullable(byNumber.get(number));
  }

  /// The partitions of a whole device.
  Stream<BlockNode> partitionsOf(BlockNode node) {
    return node.partitions().stream().flatMap(name -> named(name).stream());
  }

  /// The device of a path under `/dev`: its node, its name at the device mapper, or a symbolic link
  /// to either.
  Optional<BlockNode> at(String path) {
    return exactlyAt(path).or(() -> target(path).flatMap(this::exactlyAt));
  }

  private Optional<BlockNode> exactlyAt(String path) {
    return Optional.ofNullable(byPath.getOrDefault(path, byMapperPath.get(path)));
  }

  private Optional<String> target(String path) {
    if (!path.startsWith("/dev/")) {
      return Optional.empty();
    }
    try {
      Path real = dev.resolve(Text.path(path.substring("/dev/".length()))).toRealPath();
      return Optional.of("/dev/" + dev.toRealPath().relativize(real));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
