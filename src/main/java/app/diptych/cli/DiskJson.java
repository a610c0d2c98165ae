package app.diptych.cli;

import app.diptych.clone.Words;
import app.diptych.disks.Disk;
import app.diptych.disks.Partition;
import app.diptych.disks.Use;
import app.diptych.json.JsonObject;
import java.nio.file.Path;
import java.util.List;

/// A disk as scripts are told of it.
final class DiskJson {
  private DiskJson() {}

  /// The object of one disk.
  static JsonObject of(Disk disk) {
    Disk.Hardware hardware = disk.hardware();
    return new JsonObject()
        .put("path", disk.path())
        .put("name", disk.name())
        .put("title", disk.title())
        .put("deviceNumber", disk.deviceNumber().toString())
        .put("diskseq", disk.diskseq())
        .put("model", hardware.model())
        .put("serial", hardware.serial())
        .put("wwn", hardware.wwn())
        .put("transport", Words.of(hardware.transport()))
        .put("rotational", hardware.isRotational())
        .put("removable", hardware.isRemovable())
        .put("size", disk.size())
        .put("sectorSize", disk.sectors().logical())
        .put("physicalSectorSize", disk.sectors().physical())
        .put("zoned", disk.sectors().isZoned())
        .put("readOnly", disk.isReadOnly())
        .put("system", disk.isSystem())
        .put("inaccessible", disk.inaccessible())
        .put("backingFile", disk.backingFile().map(Path::toString))
        .put("uses", uses(disk.uses()))
        .put("partitions", disk.partitions().stream().map(DiskJson::of).toList());
  }

  private static JsonObject of(Partition partition) {
    return new JsonObject()
        .put("path", partition.path())
        .put("deviceNumber", partition.deviceNumber().toString())
        .put("offset", partition.offset())
        .put("size", partition.size())
        .put("fileSystem", partition.fileSystem())
        .put("label", partition.label())
        .put("uses", uses(partition.uses()));
  }

  private static List<JsonObject> uses(List<Use> uses) {
    return uses.stream().map(DiskJson::of).toList();
  }

  private static JsonObject of(Use use) {
    JsonObject json = new JsonObject();
    return switch (use) {
      case Use.Mount(var device, var mountPoint, var isReadOnly) ->
          json.put("kind", "mount")
              .put("device", device)
              .put("mountPoint", mountPoint.toString())
              .put("readOnly", isReadOnly);
      case Use.Swap(var device) -> json.put("kind", "swap").put("device", device);
      case Use.Held(var device, var kind, var holder) ->
          json.put("kind", Words.of(kind)).put("device", device).put("holder", holder);
    };
  }
}
