package app.diptych.nbd;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.DeviceException;
import app.diptych.block.DeviceException.Failure;
import app.diptych.block.Operation;
import app.diptych.block.Region;
import org.junit.jupiter.api.Test;

/// The protocol's errors and ours.
final class WireErrorTest {
  private static final Failure FAILURE = new Failure(Operation.WRITE, "disk", new Region(0, 512));

  @Test
  void everyErrorIsFoundByItsNumber() {
    for (WireError error : WireError.values()) {
      assertThat(WireError.of(error.number())).isEqualTo(error);
    }
  }

  @Test
  void anUnknownNumberIsAnInvalidArgument() {
    assertThat(WireError.of(0)).isEqualTo(WireError.EINVAL);
    assertThat(WireError.of(999)).isEqualTo(WireError.EINVAL);
  }

  @Test
  void everyFailureOfADeviceHasItsError() {
    assertThat(WireError.of(new DeviceException.ReadOnly(FAILURE))).isEqualTo(WireError.EPERM);
    assertThat(WireError.of(new DeviceException.Denied(FAILURE, ""))).isEqualTo(WireError.EPERM);
    assertThat(WireError.of(new DeviceException.NoSpace(FAILURE, ""))).isEqualTo(WireError.ENOSPC);
    assertThat(WireError.of(new DeviceException.Disconnected(FAILURE, "")))
        .isEqualTo(WireError.ESHUTDOWN);
    assertThat(WireError.of(new DeviceException.Unimplemented(FAILURE)))
        .isEqualTo(WireError.EINVAL);
    assertThat(WireError.of(new DeviceException.Busy(FAILURE, ""))).isEqualTo(WireError.EIO);
    assertThat(WireError.of(new DeviceException.Unknown(FAILURE, ""))).isEqualTo(WireError.EIO);
  }

  @Test
  void everyErrorIsAFailureOfADevice() {
    assertThat(WireError.EPERM.toException(FAILURE, "")).isInstanceOf(DeviceException.Denied.class);
    assertThat(WireError.ENOSPC.toException(FAILURE, ""))
        .isInstanceOf(DeviceException.NoSpace.class);
    assertThat(WireError.ENOTSUP.toException(FAILURE, ""))
        .isInstanceOf(DeviceException.Unimplemented.class);
    assertThat(WireError.ESHUTDOWN.toException(FAILURE, ""))
        .isInstanceOf(DeviceException.Disconnected.class);
    assertThat(WireError.EIO.toException(FAILURE, ""))
        .isInstanceOf(DeviceException.Unknown.class)
        .hasMessage("write disk @0+512: EIO (Input/output error)");
  }
}
