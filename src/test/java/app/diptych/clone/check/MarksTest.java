package app.diptych.clone.check;

import static app.diptych.clone.Sentences.say;
import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.os.FileKind;
import app.diptych.block.os.Identity;
import app.diptych.disks.DeviceNumber;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// What a disk, an image or an export is told by from another that has taken its place.
final class MarksTest {
  private static final Identity DISK = disk(0, 1, 512);

  private static Identity disk(int minor, long diskseq, long size) {
    return new Identity(FileKind.BLOCK_DEVICE, 8, minor, 0, OptionalLong.of(diskseq), size);
  }

  private static Identity file(long inode) {
    return new Identity(FileKind.REGULAR_FILE, 8, 0, inode, OptionalLong.empty(), 512);
  }

  private static Optional<Place> place(String serial) {
    return Optional.of(
        new Place(new FakeDisk("/dev/sda", 0, 512).serial(serial).disk(), Optional.empty()));
  }

  @Test
  void aDiskOrImageIsKnownByWhatTheSystemNumbers() {
    assertThat(Marks.difference(DISK, disk(0, 1, 512))).isEmpty();
    assertThat(Marks.difference(DISK, file(0))).hasValue(say("identity.kind"));
    assertThat(Marks.difference(DISK, disk(1, 1, 512)))
        .hasValue(say("identity.number", new DeviceNumber(8, 0), new DeviceNumber(8, 1)));
    assertThat(Marks.difference(DISK, disk(0, 2, 512))).hasValue(say("identity.diskseq"));
    assertThat(Marks.difference(DISK, disk(0, 1, 1024))).hasValue(say("identity.size", 512, 1024));
    assertThat(Marks.difference(file(1), file(2))).hasValue(say("identity.inode"));
  }

  @Test
  void aListedDiskIsKnownByItsSerialNumberAsWell() {
    Place before = place("S1").orElseThrow();

    assertThat(Marks.difference(before, place("S1"))).isEmpty();
    assertThat(Marks.difference(before, place("S2"))).hasValue(say("identity.serial", "S1", "S2"));
    assertThat(Marks.difference(before, Optional.empty())).hasValue(say("identity.diskseq"));
  }

  @Test
  void anExportIsKnownByWhatItsServerTells() {
    var before = new Mark.OfExport(FakeExport.of(512, 512).facts());

    assertThat(Marks.difference(before, before)).isEmpty();
    assertThat(Marks.difference(before, new Mark.OfExport(FakeExport.of(1024, 512).facts())))
        .hasValue(say("identity.size", 512, 1024));
    assertThat(Marks.difference(before, new Mark.OfExport(FakeExport.readOnly(512).facts())))
        .hasValue(say("identity.export"));
    assertThat(Marks.difference(before, new Mark.OfExport(FakeExport.plain(512).facts())))
        .hasValue("its server tells of other abilities with each connection: flush");
    assertThat(Marks.difference(before, new Mark.OfPath(DISK))).hasValue(say("identity.kind"));
  }
}
