package app.diptych.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.disks.Disk;
import app.diptych.ui.disks.Candidate;
import app.diptych.ui.job.Deed;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// The button that erases names one disk and no other.
final class PromiseTest {

  private static String of(Disk target, Disk source) {
    return Promise.of(
        Deed.CLONE, new Candidate.OfDisk(target), Optional.of(new Candidate.OfDisk(source)));
  }

  @Test
  void aDiskIsNamedByTheEndOfItsSerialNumber() {
    assertThat(of(SampleDisks.twin(), SampleDisks.stick())).contains("SanDisk Ultra (…0922)");
  }

  @Test
  void whereTheSourceEndsTheSameItIsNamedByItsPlace() {
    assertThat(
            of(
                SampleDisks.of("sdy", "Bridge", "1-0000"),
                SampleDisks.of("sdz", "Bridge", "2-0000")))
        .contains("Bridge (sdy)");
  }

  @Test
  void anImageOfTheSameNameIsNamedByItsFolder() {
    var target = new Candidate.OfImage(Path.of("/srv/b/disk.img"), OptionalLong.of(512));
    var source = new Candidate.OfImage(Path.of("/srv/a/disk.img"), OptionalLong.of(512));

    assertThat(Promise.of(Deed.CLONE, target, Optional.of(source))).contains("/srv/b/disk.img");
    assertThat(Promise.of(Deed.CLONE, target, Optional.empty()))
        .contains("disk.img")
        .doesNotContain("/srv");
  }

  @Test
  void namesThatBeginAlikeAreStillTold() {
    assertThat(
            of(
                SampleDisks.of("sdy", "M".repeat(100) + "ONE", "1"),
                SampleDisks.of("sdz", "M".repeat(100) + "TWO", "2")))
        .contains("MONE (");
  }
}
