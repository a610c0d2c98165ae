package app.diptych.disks;

import static app.diptych.disks.FakeMachine.isUnder;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class DiskTest {

  static Disk disk(String path, Optional<String> model, Optional<Path> backingFile) {
    return disk(path, model, backingFile, List.of());
  }

  private static Disk disk(
      String path, Optional<String> model, Optional<Path> backingFile, List<Use> uses) {
    return new Disk(
        path,
        new DeviceNumber(8, 0),
        OptionalLong.empty(),
        new Disk.Hardware(
            model,
            Optional.empty(),
            Optional.empty(),
            Transport.UNKNOWN,
            false,
            false,
            Optional.empty(),
            Health.UNTOLD),
        1 << 30,
        new Disk.Sectors(512, 512),
        false,
        backingFile.map(file -> new Disk.Backing(file, OptionalLong.empty())),
        List.of(),
        Optional.empty(),
        uses,
        false,
        Optional.empty());
  }

  @Test
  void theTitleIsTheModelOrTheFileOrThePath() {
    Optional<Path> file = Optional.of(Path.of("/srv/disk.img"));

    assertThat(disk("/dev/sda", Optional.of("X1"), file).title()).isEqualTo("X1");
    assertThat(disk("/dev/loop0", Optional.empty(), file).title()).isEqualTo("disk.img");
    assertThat(disk("/dev/vda", Optional.empty(), Optional.empty()).title()).isEqualTo("/dev/vda");
  }

  @Test
  void theNameIsThePathBelowDev() {
    assertThat(disk("/dev/sda", Optional.empty(), Optional.empty()).name()).isEqualTo("sda");
    assertThat(disk("/tmp/sda", Optional.empty(), Optional.empty()).name()).isEqualTo("/tmp/sda");
  }

  @Test
  void aDiskIsUnderTheMappingsThatHoldItAndNoOthers() {
    Disk one = disk("/dev/dm-1", Optional.empty(), Optional.empty());
    Disk ten = disk("/dev/dm-10", Optional.empty(), Optional.empty());
    Use held = new Use.Held("/dev/sda", Use.HolderKind.LVM, "/dev/dm-10 (vg-a)");
    Disk lower = disk("/dev/sda", Optional.empty(), Optional.empty(), List.of(held, held));

    assertThat(isUnder(lower, ten)).isTrue();
    assertThat(isUnder(lower, one)).isFalse();
    assertThat(lower.allUses()).containsExactly(held);
  }
}
