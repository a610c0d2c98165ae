package app.diptych.disks;

/// How a disk is attached.
public enum Transport {
  /// NVM Express.
  NVME,
  /// Serial or parallel ATA.
  ATA,
  /// SCSI, SAS and alike.
  SCSI,
  /// USB.
  USB,
  /// SD and eMMC.
  MMC,
  /// A virtual machine's disk.
  VIRTIO,
  /// A disk made of a file or of other disks: loop, RAID, device mapper, zram.
  VIRTUAL,
  /// Not known.
  UNKNOWN
}
