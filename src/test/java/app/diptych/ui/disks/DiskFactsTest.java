package app.diptych.ui.disks;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.disks.Disk;
import app.diptych.disks.Health;
import app.diptych.disks.Use;
import app.diptych.ui.SampleDisks;
import app.diptych.ui.disks.DiskFacts.Note;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What a card says of a disk.
final class DiskFactsTest {

  private static Disk stick(List<Use> uses, Health health, boolean isSystem) {
    Disk disk = SampleDisks.stick();
    var is = disk.hardware();
    return new Disk(
        disk.path(),
        disk.deviceNumber(),
        disk.diskseq(),
        new Disk.Hardware(
            is.model(), is.serial(), is.wwn(), is.transport(), true, true, is.port(), health),
        disk.size(),
        disk.sectors(),
        false,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        uses,
        isSystem,
        Optional.empty());
  }

  private static Use mount(String place) {
    return new Use.Mount("/dev/sdb1", Path.of(place), false);
  }

  @Test
  void whereAndWhat() {
    assertThat(DiskFacts.where(SampleDisks.stick())).isEqualTo("/dev/sdb · USB · 4C530001230518");
    assertThat(DiskFacts.detail(SampleDisks.mounted()))
        .isEqualTo("512-byte sectors, 4096 physically");
    assertThat(DiskFacts.notes(SampleDisks.stick())).isEmpty();
  }

  @Test
  void theSystemsDiskTellsWhy() {
    assertThat(DiskFacts.notes(SampleDisks.system()))
        .extracting(Note::text)
        .containsExactly("The running system depends on this disk: /boot/efi, /");
  }

  @Test
  void manyMountsAreCounted() {
    List<Use> many = IntStream.range(0, 40).mapToObj(i -> mount("/m" + i)).toList();

    Note note = DiskFacts.notes(stick(many, Health.UNTOLD, false)).getFirst();

    assertThat(note.text()).isEqualTo("Mounted at /m0, /m1, /m2 and 37 more");
    assertThat(note.hint()).contains("/dev/sdb1 is mounted at /m39");
  }

  @Test
  void whoHoldsIt() {
    List<Use> held = List.of(new Use.Held("/dev/sdb1", Use.HolderKind.LVM, "/dev/dm-0 (vg0-root)"));

    assertThat(DiskFacts.notes(stick(held, Health.UNTOLD, false)))
        .extracting(Note::text)
        .containsExactly("In use by dm-0 (vg0-root)");
  }

  @Test
  void healthIsToldWhereItIsKnown() {
    var health =
        new Health(OptionalInt.of(38), OptionalInt.of(30), List.of(Health.Trouble.SPARE_LOW));
    Disk disk = stick(List.of(), health, false);

    assertThat(DiskFacts.detail(disk))
        .isEqualTo("512-byte sectors · spinning · 38 °C · up to 30 % of its life used");
    assertThat(DiskFacts.notes(disk)).extracting(Note::kind).containsExactly(Note.Kind.TROUBLE);
  }
}
