package app.diptych.clone.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.LoopDevice;
import app.diptych.UdisksLab;
import app.diptych.block.os.OpenOptions;
import app.diptych.block.os.RawDevice;
import app.diptych.clone.Endpoint;
import app.diptych.clone.Refusal;
import app.diptych.clone.Refusal.Hindrance;
import app.diptych.clone.Refusal.Role;
import app.diptych.clone.RefusedException;
import app.diptych.clone.check.Mark;
import app.diptych.clone.check.Subject;
import app.diptych.udisks.Udisks;
import app.diptych.udisks.UdisksException;
import app.diptych.udisks.UdisksException.Reason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What it means to a person that udisks2 did not open a disk.
final class LenderTest {
  private static final Path PATH = Path.of("/dev/sdb");

  private static Refusal refusal(Role role, Reason reason) {
    Subject subject = Subject.unknown(role, new Endpoint.DiskPath(PATH));
    return Lender.refusal(subject, new UdisksException(reason, "words"));
  }

  @ParameterizedTest
  @CsvSource({
    "NO_BUS, NO_BUS",
    "NO_UDISKS, NO_UDISKS",
    "UNKNOWN_DEVICE, UNKNOWN_DEVICE",
    "REFUSED, REFUSED",
    "DISMISSED, DISMISSED",
    "NO_AGENT, NO_AGENT",
    "TIMED_OUT, TIMED_OUT",
    "INTERRUPTED, OTHER",
    "OTHER, OTHER"
  })
  void eachReasonIsAHindrance(Reason reason, Hindrance hindrance) {
    assertThat(refusal(Role.SOURCE, reason))
        .isEqualTo(new Refusal.NotLent(Role.SOURCE, "/dev/sdb", hindrance, "words"));
  }

  @Test
  void aLentDiskIsTheOneThatWasNamed(@TempDir Path folder) throws Exception {
    UdisksLab.require();
    UdisksLab.enterable(folder);
    List<String> told = new ArrayList<>();
    try (LoopDevice disk = LoopDevice.create(folder, 1 << 20, 512);
        UdisksLab lab = UdisksLab.start(folder, disk)) {
      var lender = new Lender(told::add, Udisks.over(lab.address()));
      Subject target = Subject.unknown(Role.TARGET, new Endpoint.DiskPath(disk.path()));

      try (Opened lent = lender.open(target, OpenOptions.TARGET);
          RawDevice same = RawDevice.open(disk.path(), OpenOptions.READ)) {
        assertThat(lent.mark()).isEqualTo(new Mark.OfPath(same.identity()));
        assertThat(lent.rereadPartitions()).isTrue();
        lent.dropCache();
        lent.hangUp();
      }
      assertThat(told).containsExactly(disk.toString());
      RawDevice.open(disk.path(), OpenOptions.TARGET).close();
    }
  }

  @Test
  void withoutABusNothingIsLent() {
    var lender = new Lender(_ -> {}, Udisks.over("unix:path=/nowhere/bus"));
    Subject source = Subject.unknown(Role.SOURCE, new Endpoint.DiskPath(PATH));

    assertThatThrownBy(() -> lender.open(source, OpenOptions.READ))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.refusals()).hasOnlyElementsOfType(Refusal.NotLent.class));
  }

  @Test
  void whatSomebodyElseHoldsIsInUse() {
    assertThat(refusal(Role.TARGET, Reason.BUSY))
        .isEqualTo(new Refusal.TargetInUse(PATH, List.of()));
    assertThat(refusal(Role.SOURCE, Reason.BUSY))
        .isEqualTo(new Refusal.NotAccessible(Role.SOURCE, "/dev/sdb", "words", false));
  }
}
