package app.diptych.clone.job;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.os.FileKind;
import app.diptych.block.os.Identity;
import app.diptych.clone.Endpoint;
import app.diptych.clone.Refusal.Role;
import app.diptych.clone.check.FakeDisk;
import app.diptych.clone.check.Mark;
import app.diptych.clone.check.Place;
import app.diptych.clone.check.Subject;
import app.diptych.disks.Disk;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// By what a disk is known from one day to the next.
final class TraitsTest {
  private static final int SIZE = 1 << 20;

  private static String of(Disk disk) {
    var identity = new Identity(FileKind.BLOCK_DEVICE, 8, 0, 0, OptionalLong.of(1), SIZE);
    var subject =
        new Subject(
            Role.SOURCE,
            new Endpoint.DiskPath(Path.of(disk.path())),
            Optional.empty(),
            Optional.empty(),
            Optional.of(new Place(disk, Optional.empty())),
            false);
    return Traits.of(subject, new Mark.OfPath(identity));
  }

  private static FakeDisk disk(String path) {
    return new FakeDisk(path, 0, SIZE);
  }

  @Test
  void aDiskThatTellsOfItselfIsKnownUnderAnyName() {
    assertThat(of(disk("/dev/sdb").serial("S1").disk()))
        .isEqualTo(of(disk("/dev/sdc").serial("S1").disk()))
        .isNotEqualTo(of(disk("/dev/sdb").serial("S2").disk()));
    assertThat(of(disk("/dev/sdb").known(Optional.empty(), Optional.of("W1")).disk()))
        .isEqualTo(of(disk("/dev/sdc").known(Optional.empty(), Optional.of("W1")).disk()));
  }

  @Test
  void oneThatTellsNothingIsKnownByItsPlace() {
    var none = Optional.<String>empty();

    assertThat(of(disk("/dev/loop0").known(none, none).over("/a.img").disk()))
        .isEqualTo(of(disk("/dev/loop0").known(none, none).over("/a.img").disk()))
        .isNotEqualTo(of(disk("/dev/loop1").known(none, none).over("/a.img").disk()))
        .isNotEqualTo(of(disk("/dev/loop0").known(none, none).over("/b.img").disk()));
  }

  @Test
  void anImageIsKnownByItsFileAndAnExportByItsAddress() {
    var file = new Identity(FileKind.REGULAR_FILE, 8, 0, 5, OptionalLong.empty(), SIZE);
    var image = Subject.unknown(Role.TARGET, Endpoint.parse("/a.img"));
    var export = Subject.unknown(Role.TARGET, Endpoint.parse("nbd://host/a"));

    assertThat(Traits.of(image, new Mark.OfPath(file))).isEqualTo("image /a.img 5 " + SIZE);
    assertThat(Traits.of(export, new Mark.OfExport(WareTest.facts(SIZE, false))))
        .isEqualTo("export nbd://host/a " + SIZE);
  }
}
