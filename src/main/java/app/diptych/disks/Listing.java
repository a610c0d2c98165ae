package app.diptych.disks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// One listing: reads the machine's block devices once and makes disks of them.
///
/// Disks come and go meanwhile. One that is gone before it was read is left out; one that goes
/// later is listed with what could be read of it.
final class Listing {
  /// No disks to anyone: memory, and the area of an eMMC that answers only to those who know its
  /// key.
  private static final Pattern NO_DISK = Pattern.compile("(ram|zram)\\d+|mmcblk\\d+rpmb");

  /// The parts of which a logical volume is made: behind its and the group's identifiers of 32
  /// characters each they have a word, such as `-real` or `-tdata`.
  private static final Pattern INNER_VOLUME = Pattern.compile("LVM-\\w{64}-.+");

  private final Roots roots;
  private final Supplier<Set<String>> hardwareNames;
  private final HardwareReader hardware;
  private final BlockTree tree;
  private final Uses uses;
  private final Answers<String, Inspection> answers;

  /// What a disk is asked for itself; only this may take long.
  ///
  /// @param hardware what it is
  /// @param inaccessible why it may not be opened
  record Inspection(Disk.Hardware hardware, Optional<String> inaccessible) {}

  /// Reads what concerns all disks together, which the kernel tells without asking a disk.
  ///
  /// @param answers how the disks are asked
  Listing(Roots roots, Supplier<Set<String>> hardwareNames, Answers<String, Inspection> answers) {
    this.roots = roots;
    this.hardwareNames = hardwareNames;
    this.answers = answers;
    hardware = new HardwareReader(roots);
    tree = new BlockTree(roots);
    uses = Uses.read(tree, Mounts.read(roots.proc()), roots);
  }

  /// The disks, by path.
  List<Disk> disks() {
    if (tree.whole().isEmpty()) {
      return List.of(); // No Linux, or a sealed one: the enumeration would fail.
    }
    Set<String> names = hardwareNames.get();
    return disks(names::contains);
  }

  /// The same disks, found without the enumeration where the kernel leaves no doubt.
  List<Disk> devices() {
    return disks(name -> hardwareNames.get().contains(name));
  }

  private List<Disk> disks(Predicate<String> isHardware) {
    // No comparators of Java's own, here and below: those are made at run time, which takes it
    // milliseconds, and a cache does not hold them.
    var order = new NaturalOrder();
    List<BlockNode> nodes =
        tree.whole().stream()
            .filter(node -> !NO_DISK.matcher(node.name()).matches())
            .filter(node -> isMapping(node) || isHardware.test(node.name()))
            .sorted((a, b) -> order.compare(a.path(), b.path()))
            .toList();
    var inspections =
        answers.ask(
            nodes.stream().collect(Collectors.toMap(Listing::key, node -> () -> inspect(node))));
    return ManyWays.joined(
        nodes.stream().map(node -> disk(node, told(node, inspections))).toList());
  }

  /// Another disk in the place of one that is gone is another one to ask.
  private static String key(BlockNode node) {
    return node.name() + "#" + node.attributes().text("diskseq").orElse("");
  }

  private Inspection inspect(BlockNode node) {
    Disk.Hardware is = hardware.of(node);
    return new Inspection(is, inaccessible(node, is));
  }

  private Inspection told(BlockNode node, Map<String, Answers.Answer<Inspection>> inspections) {
    var answer = inspections.get(key(node));
    if (answer == null) { // Its number has changed meanwhile.
      return new Inspection(hardware.unanswered(node), Optional.of(Access.NO_ANSWER));
    }
    return answer.isSilent() || answer.value().isEmpty()
        ? new Inspection(
            answer.value().map(Inspection::hardware).orElseGet(() -> hardware.unanswered(node)),
            Optional.of(Access.NO_ANSWER))
        : answer.value().get();
  }

  /// Whether somebody could want to clone it although it is no hardware. What is not in use has a
  /// size of zero.
  private static boolean isMapping(BlockNode node) {
    String uuid = node.mapping().mapperUuid().orElse("");
    return node.size() > 0 && !INNER_VOLUME.matcher(uuid).matches();
  }

  private Disk disk(BlockNode node, Inspection inspection) {
    Attributes attributes = node.attributes();
    return new Disk(
        node.path(),
        node.number(),
        told(attributes.number("diskseq")),
        inspection.hardware(),
        node.size(),
        sectors(attributes.in("queue")),
        attributes.isSet("ro"),
        backing(node),
        tree.partitionsOf(node)
            .map(this::partition)
            .sorted((a, b) -> Long.compare(a.offset(), b.offset()))
            .toList(),
        fileSystem(node),
        uses.of(node),
        isSystem(node) || mainDisk(node).filter(this::isSystem).isPresent(),
        inspection.inaccessible());
  }

  private static Optional<Disk.Backing> backing(BlockNode node) {
    Optional<Long> offset = node.attributes().number("loop/offset");
    return node.mapping()
        .backingFile()
        .map(Text::path)
        .map(file -> new Disk.Backing(file, told(offset)));
  }

  private static OptionalLong told(Optional<Long> number) {
    return number.map(OptionalLong::of).orElse(OptionalLong.empty());
  }

  private static Disk.Sectors sectors(Attributes queue) {
    int logical = sector(queue, "logical_block_size", 512);
    // A host-aware disk takes writes in any order.
    boolean isZoned = queue.text("zoned").filter("host-managed"::equals).isPresent();
    return new Disk.Sectors(logical, sector(queue, "physical_block_size", logical), isZoned);
  }

  private static int sector(Attributes queue, String name, int least) {
    return queue.number(name).filter(n -> n <= 1 << 30).map(Long::intValue).stream()
        .mapToInt(n -> Math.max(n, least))
        .findFirst()
        .orElse(least);
  }

  private Partition partition(BlockNode node) {
    return new Partition(
        node.path(),
        node.number(),
        node.attributes().bytes("start"),
        node.size(),
        node.attributes().isSet("ro"),
        fileSystem(node),
        label(node),
        uses.of(node));
  }

  private Optional<String> fileSystem(BlockNode node) {
    return Udev.of(roots.udev(), node.number()).text("ID_FS_TYPE").or(() -> uses.fileSystem(node));
  }

  private Optional<String> label(BlockNode node) {
    Udev udev = Udev.of(roots.udev(), node.number());
    return udev.text("ID_FS_LABEL")
        .or(() -> udev.text("ID_PART_ENTRY_NAME"))
        .or(() -> node.attributes().valueOf("PARTNAME", "uevent").flatMap(Text::printable));
  }

  private boolean isSystem(BlockNode node) {
    return uses.of(node).stream().anyMatch(Uses::isSystem)
        || tree.partitionsOf(node).flatMap(p -> uses.of(p).stream()).anyMatch(Uses::isSystem);
  }

  /// The disk of which this one is a separate area: an eMMC's boot areas lie in its directory. The
  /// machine may start from there.
  private Optional<BlockNode> mainDisk(BlockNode node) {
    try {
      Path above = node.attributes().directory().toRealPath().resolve("..").normalize();
      return tree.named(above.getFileName().toString());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// A mapping is judged by its access rights alone: to hold one open for an instant could make
  /// fail whoever takes it down just then. So is a drive without medium, which cannot be opened,
  /// and one of optical discs, which may pull in its tray; and one that the kernel tries to bring
  /// back is left in peace.
  private Optional<String> inaccessible(BlockNode node, Disk.Hardware is) {
    Path file = roots.dev().resolve(node.path().substring("/dev/".length()));
    boolean isQuiet =
        is.transport() == Transport.VIRTUAL
            || node.size() == 0
            || isOptical(node)
            || HealthReader.stateTrouble(node).isPresent();
    return isQuiet ? Access.byRights(file) : Access.byTrial(file);
  }

  private static boolean isOptical(BlockNode node) {
    return node.name().matches("sr\\d+");
  }
}
