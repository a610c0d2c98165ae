package app.diptych.ui.disks;

import app.diptych.ui.parts.Parts;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/// The pictures of disks, images and exports.
final class Icons {
  private Icons() {}

  /// The picture for a card: disks by how they are attached.
  static FontIcon of(Candidate candidate) {
    Ikon ikon =
        switch (candidate) {
          case Candidate.OfDisk(var disk) ->
              switch (disk.hardware().transport()) {
                case NVME -> Material2OutlinedMZ.MEMORY;
                case USB -> Material2OutlinedMZ.USB;
                case MMC -> Material2OutlinedMZ.SD_CARD;
                case VIRTUAL -> Material2OutlinedAL.LAYERS;
                case ATA, SCSI, VIRTIO, UNKNOWN -> Material2OutlinedMZ.STORAGE;
              };
          case Candidate.OfImage(_, var size) ->
              size.isPresent()
                  ? Material2OutlinedAL.INSERT_DRIVE_FILE
                  : Material2OutlinedMZ.NOTE_ADD;
          case Candidate.OfExport _ -> Material2OutlinedAL.DNS;
        };
    return Parts.icon(ikon, "card-icon");
  }
}
