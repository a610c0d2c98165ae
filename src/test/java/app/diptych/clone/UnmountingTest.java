package app.diptych.clone;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.LoopDevice;
import app.diptych.UdisksLab;
import app.diptych.disks.Use;
import app.diptych.udisks.Udisks;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// When unmounting is all that a request needs.
final class UnmountingTest {
  private static final Path SDB = Path.of("/dev/sdb");
  private static final Use.Mount OUTER = mount("/dev/sdb1", "/mnt");
  private static final Use.Mount INNER = mount("/dev/sdb2", "/mnt/inner");

  private static Use.Mount mount(String device, String point) {
    return new Use.Mount(device, Path.of(point), false);
  }

  private static Verdict verdict(Refusal... refusals) {
    return new Verdict(Arrays.asList(refusals), List.of(), OptionalLong.of(512));
  }

  private static Refusal inUse(Use... uses) {
    return new Refusal.TargetInUse(SDB, Arrays.asList(uses));
  }

  @Test
  void whatIsMountedOnAnotherGoesFirst() {
    assertThat(Unmounting.of(verdict(inUse(OUTER, INNER))))
        .hasValue(new Unmounting(List.of(INNER, OUTER)));
  }

  @Test
  void aClearVerdictNeedsNone() {
    assertThat(Unmounting.of(verdict())).isEmpty();
  }

  @Test
  void whatElseStandsAgainstItStays() {
    assertThat(Unmounting.of(verdict(inUse(OUTER), new Refusal.Lengths(1, 2, false)))).isEmpty();
    assertThat(Unmounting.of(verdict(inUse(OUTER, new Use.Swap("/dev/sdb2"))))).isEmpty();
    assertThat(Unmounting.of(verdict(inUse()))).isEmpty();
  }

  @Test
  void nothingThatTheSystemRunsOnIsUnmounted() {
    assertThat(Unmounting.of(verdict(inUse(mount("/dev/sdb3", "/usr"))))).isEmpty();
  }

  @Test
  void whatCannotBeUnmountedIsToldAsARefusal(@TempDir Path folder) throws Exception {
    UdisksLab.require();
    UdisksLab.enterable(folder);
    try (LoopDevice disk = LoopDevice.create(folder, 1 << 20, 512);
        UdisksLab lab = UdisksLab.start(folder, disk)) {
      var unmounting = new Unmounting(List.of(mount(disk.toString(), "/mnt")));

      assertThat(unmounting.run(Udisks.over(lab.address())))
          .containsInstanceOf(Refusal.NotUnmounted.class);
    }
  }

  @Test
  void itIsSaidWhereNobodyCanBeAsked(@TempDir Path folder) {
    Refusal refusal =
        new Unmounting(List.of(OUTER))
            .run(Udisks.over("unix:path=" + folder.resolve("no-bus")))
            .orElseThrow();

    assertThat(Wording.of(refusal)).contains("there is no system bus").contains("umount /mnt");
  }
}
