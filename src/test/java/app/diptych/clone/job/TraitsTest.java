package app.diptych.clone.job;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.Geometry;
import app.diptych.block.os.FileKind;
import app.diptych.block.os.Identity;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.Endpoint;
import app.diptych.clone.Refusal.Role;
import app.diptych.clone.Verdict;
import app.diptych.clone.check.FakeDisk;
import app.diptych.clone.check.Findings;
import app.diptych.clone.check.Mark;
import app.diptych.clone.check.Measure;
import app.diptych.clone.check.Place;
import app.diptych.clone.check.Subject;
import app.diptych.disks.Disk;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// By what a disk is known from one day to the next.
final class TraitsTest {
  private static final int SIZE = 1 << 20;
  private static final Mark MARK =
      new Mark.OfPath(new Identity(FileKind.BLOCK_DEVICE, 8, 0, 0, OptionalLong.of(1), SIZE));

  private static String of(Disk disk) {
    return Traits.of(subject(Role.SOURCE, disk), MARK);
  }

  private static Subject subject(Role role, Disk disk) {
    return new Subject(
        role,
        new Endpoint.DiskPath(Path.of(disk.path())),
        Optional.empty(),
        Optional.of(new Measure(MARK, new Geometry(SIZE, 512, true), SIZE)),
        Optional.of(new Place(disk, Optional.empty())),
        false);
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
  void whatADiskIsCalledIsKeptForPeople() {
    Subject named = subject(Role.SOURCE, disk("/dev/loop0").over("/a.img").disk());
    Subject nameless = subject(Role.TARGET, disk("/dev/sdb").disk());
    var findings =
        new Findings(new Verdict(List.of(), List.of(), OptionalLong.empty()), named, nameless);
    var request =
        new CloneRequest(named.endpoint(), nameless.endpoint(), CloneRequest.Options.DEFAULT);

    var words = new JournalWish(request, false).pair(findings).orElseThrow().wish();

    assertThat(JournalWish.title(words, Role.SOURCE)).contains("a.img");
    assertThat(JournalWish.title(words, Role.TARGET)).isEmpty();
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
