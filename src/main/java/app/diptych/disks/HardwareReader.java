package app.diptych.disks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds out what a disk is, from sysfs and what udev stored.
final class HardwareReader {
  /// Device identification, page 0x80 of SCSI's vital product data: four bytes, then the serial
  /// number (SPC-4, 7.8.15).
  private static final int SERIAL_PAGE_HEADER = 4;

  private static final Pattern USB = Pattern.compile("/usb\\d+/");
  private static final Pattern ATA = Pattern.compile("/(ata|ide)\\d+/");
  private static final Pattern VIRTUAL_MACHINE = Pattern.compile("/(virtio\\d+|vbd-\\d+|VMBUS:)");
  private static final Pattern SCSI = Pattern.compile("/host\\d+/");

  // What a port is called, the most telling name first: USB's, ATA's, a card reader's, an SCSI
  // address, a PCI address. The last one on the way counts: hubs and bridges come before.
  private static final List<Pattern> PORTS =
      List.of(
          Pattern.compile(".*/(\\d+-\\d+(?:\\.\\d+)*)/.*"),
          Pattern.compile(".*/(ata\\d+)/.*"),
          Pattern.compile(".*/(mmc\\d+)/.*"),
          Pattern.compile(".*/(\\d+:\\d+:\\d+:\\d+)/.*"),
          Pattern.compile(".*/([0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-9a-f])/.*"));

  private final Roots roots;

  /// Reads from these directories.
  HardwareReader(Roots roots) {
    this.roots = roots;
  }

  /// What this disk is.
  Disk.Hardware of(BlockNode node) {
    Udev udev = Udev.of(roots.udev(), node.number());
    String way = way(node);
    Transport transport = transport(node, way);
    Attributes maker = maker(node);
    return new Disk.Hardware(
        model(node, udev),
        serial(node, udev),
        wwn(node, udev),
        transport,
        transport != Transport.VIRTUAL && node.attributes().isSet("queue/rotational"),
        node.attributes().isSet("removable")
            || transport == Transport.USB
            || maker.text("type").filter("SD"::equals).isPresent(),
        port(way),
        HealthReader.of(node));
  }

  /// What is known of a disk that answers nothing.
  Disk.Hardware unanswered(BlockNode node) {
    String way = way(node);
    List<Health.Trouble> troubles = HealthReader.stateTrouble(node).stream().toList();
    return new Disk.Hardware(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        transport(node, way),
        false,
        false,
        port(way),
        new Health(OptionalInt.empty(), OptionalInt.empty(), troubles));
  }

  /// The path in sysfs from the machine's root to the disk; empty for one that is gone.
  private static String way(BlockNode node) {
    try {
      return node.attributes().directory().toRealPath().toString();
    } catch (IOException e) {
      return "";
    }
  }

  private static Optional<String> port(String way) {
    return PORTS.stream()
        .map(pattern -> pattern.matcher(way))
        .filter(Matcher::matches)
        .map(match -> match.group(1))
        .map(name -> name.contains("-") ? "usb " + name : name)
        .findFirst();
  }

  /// Where the maker's words stand: at the device, or for eMMC's boot areas, which are disks of
  /// their own, at the device of the main one.
  private static Attributes maker(BlockNode node) {
    Attributes device = node.attributes().in("device");
    return device.has("device/type") ? device.in("device") : device;
  }

  private static Optional<String> model(BlockNode node, Udev udev) {
    Attributes device = maker(node);
    Optional<String> model =
        udev.text("ID_MODEL")
            .or(() -> device.text("model").flatMap(Text::printable))
            .or(() -> device.text("name").flatMap(Text::printable)) // of a memory card
            .or(() -> node.mapping().mapperName().flatMap(Text::printable))
            .or(() -> node.mapping().raidLevel().flatMap(Text::printable));
    Optional<String> vendor =
        udev.text("ID_VENDOR")
            .or(() -> device.text("vendor").flatMap(Text::printable))
            // An ATA disk has no such field and the kernel fills it in; on PCI it is a number.
            .filter(v -> !v.equals("ATA") && !v.startsWith("0x"));
    return model.map(m -> vendor.filter(v -> !startsWith(m, v)).map(v -> v + " " + m).orElse(m));
  }

  private static boolean startsWith(String model, String vendor) {
    return model.toLowerCase(Locale.ROOT).startsWith(vendor.toLowerCase(Locale.ROOT));
  }

  private static Optional<String> serial(BlockNode node, Udev udev) {
    Attributes device = maker(node);
    return udev.text("ID_SCSI_SERIAL")
        .or(() -> udev.text("ID_SERIAL_SHORT"))
        .or(() -> device.text("serial").flatMap(Text::printable))
        .or(() -> node.attributes().text("serial").flatMap(Text::printable)) // virtio
        .or(() -> serialPage(device.directory().resolve("vpd_pg80")));
  }

  private static Optional<String> serialPage(Path page) {
    try {
      byte[] bytes = Files.readAllBytes(page);
      int length = Math.max(0, bytes.length - SERIAL_PAGE_HEADER);
      return Text.printable(
          new String(bytes, bytes.length - length, length, StandardCharsets.US_ASCII));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> wwn(BlockNode node, Udev udev) {
    return udev.text("ID_WWN_WITH_EXTENSION")
        .or(() -> udev.text("ID_WWN"))
        .or(() ->
            Stream.of("wwid", "device/wwid")
                .flatMap(name -> node.attributes().text(name).stream())
                .flatMap(wwid -> Text.printable(wwid).stream())
                // Other forms are made of the model and serial number.
                .filter(wwid -> wwid.matches("(naa|eui|uuid)\\..*"))
                .map(wwid -> wwid.replaceFirst("^naa\\.", "0x"))
                .findFirst());
  }

  /// By the way from the machine's root to the disk. The order matters: a stick is a SCSI disk on
  /// USB, a reader on USB may be one of memory cards, a virtual machine may have SCSI disks.
  private static Transport transport(BlockNode node, String way) {
    if (node.name().startsWith("nvme")) {
      return Transport.NVME;
    }
    if (way.contains("/mmc_host/")) {
      return Transport.MMC;
    }
    if (USB.matcher(way).find()) {
      return Transport.USB;
    }
    if (VIRTUAL_MACHINE.matcher(way).find()) {
      return Transport.VIRTIO;
    }
    if (ATA.matcher(way).find()) {
      return Transport.ATA;
    }
    if (SCSI.matcher(way).find()) {
      return Transport.SCSI;
    }
    return way.contains("/devices/virtual/") ? Transport.VIRTUAL : Transport.UNKNOWN;
  }
}
