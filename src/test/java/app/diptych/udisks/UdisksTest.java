package app.diptych.udisks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.LoopDevice;
import app.diptych.UdisksLab;
import app.diptych.block.os.OpenOptions;
import app.diptych.block.os.RawDevice;
import app.diptych.udisks.UdisksException.Reason;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Calls of a real udisks2, as root.
@EnabledOnOs(OS.LINUX)
@Timeout(240)
final class UdisksTest {
  @TempDir private static Path folder;
  private static LoopDevice disk;
  private static UdisksLab lab;
  private static Udisks udisks;

  @BeforeAll
  static void start() throws Exception {
    UdisksLab.require();
    UdisksLab.enterable(folder);
    disk = LoopDevice.create(folder, 1 << 20, 512);
    lab = UdisksLab.start(folder, disk);
    udisks = Udisks.over(lab.address());
  }

  @AfterAll
  static void end() throws Exception {
    for (AutoCloseable each : new AutoCloseable[] {lab, disk}) {
      if (each != null) {
        each.close();
      }
    }
  }

  private static void assertFails(Reason reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            UdisksException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void itIsThere() throws Exception {
    udisks.check();

    assertFails(Reason.NO_BUS, () -> Udisks.over("unix:path=/nowhere/bus").check());
  }

  @Test
  void anOpenDiskIsHeldByWhoTookIt() throws Exception {
    OpenOptions options = OpenOptions.TARGET;
    int fd = udisks.open(disk.path(), Access.READ_WRITE, RawDevice.flags(options));
    try (RawDevice _ = RawDevice.adopt(disk.path(), fd, options)) {
      assertFails(
          Reason.BUSY, () -> udisks.open(disk.path(), Access.READ_WRITE, RawDevice.flags(options)));
    }
    RawDevice.open(disk.path(), options).close();
  }

  @Test
  void whatItDoesNotKnowIsNoDevice() throws Exception {
    assertFails(
        Reason.UNKNOWN_DEVICE, () -> udisks.open(Path.of("/dev/it's not there"), Access.READ, 0));
    // A loop device is in no drive.
    assertThat(udisks.leave(disk.path())).isEmpty();
    assertFails(Reason.UNKNOWN_DEVICE, () -> udisks.leave(disk.path(), Leave.POWER_OFF));
  }

  @Test
  void whatIsNotMountedIsNotUnmounted() {
    assertFails(Reason.OTHER, () -> udisks.unmount(disk.path()));
  }

  @Test
  void anInterruptEndsTheWaiting() {
    Thread.currentThread().interrupt();

    assertFails(Reason.INTERRUPTED, udisks::check);
    assertThat(Thread.interrupted()).isTrue();
  }
}
