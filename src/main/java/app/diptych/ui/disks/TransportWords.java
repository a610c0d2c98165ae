package app.diptych.ui.disks;

import app.diptych.disks.Transport;
import app.diptych.ui.parts.Texts;

/// What people call the ways disks are attached.
final class TransportWords {
  private TransportWords() {}

  /// The short word for a card.
  static String of(Transport transport) {
    return switch (transport) {
      case NVME -> Texts.of("transport.nvme");
      case ATA -> Texts.of("transport.ata");
      case SCSI -> Texts.of("transport.scsi");
      case USB -> Texts.of("transport.usb");
      case MMC -> Texts.of("transport.mmc");
      case VIRTIO -> Texts.of("transport.virtio");
      case VIRTUAL -> Texts.of("transport.virtual");
      case UNKNOWN -> Texts.of("transport.unknown");
    };
  }
}
