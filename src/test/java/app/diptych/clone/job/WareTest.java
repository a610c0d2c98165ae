package app.diptych.clone.job;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.Geometry;
import app.diptych.block.MemoryDevice;
import app.diptych.clone.Endpoint;
import app.diptych.clone.Refusal.Role;
import app.diptych.clone.check.FakeDisk;
import app.diptych.clone.check.Mark;
import app.diptych.clone.check.Measure;
import app.diptych.clone.check.Place;
import app.diptych.clone.check.Subject;
import app.diptych.disks.Disk;
import app.diptych.nbd.Ability;
import app.diptych.nbd.ExportFacts;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What clients are told of a device that is offered.
final class WareTest {
  private static boolean isRotational(Optional<Disk> disk, Optional<Measure> measure) {
    try (var device = new MemoryDevice("memory", 512, 512)) {
      var subject =
          new Subject(
              Role.DEVICE,
              Endpoint.parse("nbd://host/a"),
              Optional.empty(),
              measure,
              disk.map(d -> new Place(d, Optional.empty())),
              false);
      return Ware.of(subject, device).isRotational();
    }
  }

  static ExportFacts facts(long size, boolean isRotational) {
    return new ExportFacts(
        "",
        Optional.empty(),
        size,
        false,
        isRotational,
        EnumSet.noneOf(Ability.class),
        Optional.empty(),
        List.of());
  }

  private static Optional<Measure> served(boolean isRotational) {
    var mark = new Mark.OfExport(facts(512, isRotational));
    return Optional.of(new Measure(mark, new Geometry(512, 512, false), 512));
  }

  @Test
  void aRotatingDiskIsOfferedAsOne() {
    var disk = new FakeDisk("/dev/sda", 0, 512);

    assertThat(isRotational(Optional.empty(), Optional.empty())).isFalse();
    assertThat(isRotational(Optional.of(disk.disk()), Optional.empty())).isFalse();
    assertThat(isRotational(Optional.of(disk.rotational().disk()), Optional.empty())).isTrue();
  }

  @Test
  void anExportIsWhatItsServerCallsIt() {
    assertThat(isRotational(Optional.empty(), served(false))).isFalse();
    assertThat(isRotational(Optional.empty(), served(true))).isTrue();
  }
}
