package app.diptych.clone.check;

import app.diptych.disks.DeviceNumber;
import app.diptych.disks.Disk;
import app.diptych.disks.Health;
import app.diptych.disks.Partition;
import app.diptych.disks.Transport;
import app.diptych.disks.Use;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Makes up a disk of an inventory, `major` being 8.
public final class FakeDisk {
  private final String path;
  private final DeviceNumber number;
  private final long size;
  private Optional<String> serial = Optional.of("S1");
  private Optional<String> wwn = Optional.empty();
  private boolean isRotational;
  private boolean isReadOnly;
  private boolean arePartitionsReadOnly;
  private boolean isZoned;
  private boolean isSystem;
  private Optional<Disk.Backing> backing = Optional.empty();
  private Optional<String> fileSystem = Optional.empty();
  private final List<Partition> partitions = new ArrayList<>();
  private List<Use> uses = List.of();

  public FakeDisk(String path, int minor, long size) {
    this(path, new DeviceNumber(8, minor), size);
  }

  public FakeDisk(String path, DeviceNumber number, long size) {
    this.path = path;
    this.number = number;
    this.size = size;
  }

  public FakeDisk known(Optional<String> itsSerial, Optional<String> itsWwn) {
    serial = itsSerial;
    wwn = itsWwn;
    return this;
  }

  public FakeDisk rotational() {
    isRotational = true;
    return this;
  }

  public FakeDisk serial(String text) {
    serial = Optional.of(text);
    return this;
  }

  public FakeDisk zoned() {
    isZoned = true;
    return this;
  }

  public FakeDisk readOnly() {
    isReadOnly = true;
    return this;
  }

  /// Of the partitions that are added from here on.
  FakeDisk readOnlyPartitions() {
    arePartitionsReadOnly = true;
    return this;
  }

  public FakeDisk system() {
    isSystem = true;
    return this;
  }

  public FakeDisk over(String file) {
    return over(file, OptionalLong.of(0));
  }

  FakeDisk over(String file, OptionalLong offset) {
    backing = Optional.of(new Disk.Backing(Path.of(file), offset));
    return this;
  }

  public FakeDisk fileSystem(String type) {
    fileSystem = Optional.of(type);
    return this;
  }

  public FakeDisk usedBy(Use... by) {
    uses = List.of(by);
    return this;
  }

  /// The next partition: its node is the disk's with a number behind it.
  public FakeDisk partition(long offset, long length, Use... by) {
    return partition(offset, length, Optional.empty(), Optional.empty(), by);
  }

  FakeDisk partition(
      long offset, long length, Optional<String> type, Optional<String> label, Use... by) {
    int index = partitions.size() + 1;
    partitions.add(
        new Partition(
            path + index,
            new DeviceNumber(number.major(), number.minor() + index),
            offset,
            length,
            arePartitionsReadOnly,
            type,
            label,
            List.of(by)));
    return this;
  }

  public Disk disk() {
    return new Disk(
        path,
        number,
        OptionalLong.empty(),
        new Disk.Hardware(
            Optional.empty(),
            serial,
            wwn,
            Transport.UNKNOWN,
            isRotational,
            false,
            Optional.empty(),
            Health.UNTOLD),
        size,
        new Disk.Sectors(512, 4096, isZoned),
        isReadOnly,
        backing,
        partitions,
        fileSystem,
        uses,
        isSystem,
        Optional.empty());
  }
}
