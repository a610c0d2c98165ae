package app.diptych.block.os;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.DeviceException;
import app.diptych.block.DeviceException.Failure;
import app.diptych.block.Operation;
import app.diptych.block.Region;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Which failure of a device a system's word is.
final class SystemFailureTest {
  private static final Region REGION = new Region(4096, 512);

  private static DeviceException exception(Errno errno, Operation operation, boolean hasBegun) {
    return new SystemFailure(errno)
        .toDeviceException(new Failure(operation, "/dev/sdb", REGION), hasBegun);
  }

  @ParameterizedTest
  @CsvSource({
    "EROFS, OPEN, ReadOnly",
    "EPERM, OPEN, Denied",
    "EACCES, OPEN, Denied",
    "EBUSY, OPEN, Busy",
    "EAGAIN, OPEN, Busy",
    "ETXTBSY, OPEN, Busy",
    "ENOENT, OPEN, Unknown",
    "ENOMEDIUM, OPEN, Disconnected",
    "EROFS, WRITE, ReadOnly",
    "EPERM, WRITE, ReadOnly",
    "EPERM, ZERO, ReadOnly",
    "EPERM, TRIM, ReadOnly",
    "EPERM, READ, Unknown",
    "EBUSY, WRITE, Unknown",
    "EIO, READ, Unknown",
    "EIO, FLUSH, Unknown",
    "ENOSPC, WRITE, NoSpace",
    "EDQUOT, FLUSH, NoSpace",
    "ENODEV, READ, Disconnected",
    "ENXIO, WRITE, Disconnected",
    "EINVAL, EXTENTS, Unknown"
  })
  void aWordMeansWhatItMeansForTheOperation(Errno errno, Operation operation, String kind) {
    assertThat(exception(errno, operation, false).getClass().getSimpleName()).isEqualTo(kind);
  }

  @ParameterizedTest
  @EnumSource(names = {"EROFS", "EPERM", "EACCES", "EBUSY", "EIO"})
  void nothingSaysUntouchedOnceAPartIsDone(Errno errno) {
    assertThat(exception(errno, Operation.WRITE, true)).isInstanceOf(DeviceException.Unknown.class);
  }

  @Test
  void theLineNamesTheWord() {
    assertThat(exception(Errno.EIO, Operation.READ, false))
        .hasMessage("read /dev/sdb @4096+512: EIO (Input/output error)")
        .hasCauseInstanceOf(SystemFailure.class);
  }

  @Test
  void aNumberWithoutAWordIsNamedByItself() {
    assertThat(SystemFailure.of(5).errno()).isEqualTo(Errno.EIO);
    assertThat(SystemFailure.of(4095)).hasMessage("errno 4095");
  }

  @Test
  void unsupportedIsNoFailureOfTheDisk() {
    assertThat(List.of(Errno.EOPNOTSUPP, Errno.ENOTTY, Errno.ENOSYS, Errno.EINVAL))
        .allMatch(errno -> new SystemFailure(errno).isUnsupported());
    assertThat(new SystemFailure(Errno.EIO).isUnsupported()).isFalse();
  }

  @Test
  void aTextOfTheSystemIsFoundAgain() {
    assertThat(Errno.in("/mnt/disk.img: No space left on device")).contains(Errno.ENOSPC);
    assertThat(Errno.in("something else")).isEmpty();
  }
}
