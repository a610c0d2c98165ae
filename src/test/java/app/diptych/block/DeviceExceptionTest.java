package app.diptych.block;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.DeviceException.Failure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The one line of every failure.
final class DeviceExceptionTest {
  private static final Failure WRITE =
      new Failure(Operation.WRITE, "/dev/sdb", new Region(1048576, 1048576));

  record Line(DeviceException exception, String text) {}

  static List<Line> lines() {
    String io = "EIO (Input/output error)";
    String at = "write /dev/sdb @1048576+1048576: ";
    return List.of(
        new Line(new DeviceException.Unknown(WRITE, io), at + io),
        new Line(new DeviceException.Unimplemented(WRITE), at + "not supported by this device"),
        new Line(new DeviceException.Unimplemented(WRITE, "needs Linux"), at + "needs Linux"),
        new Line(new DeviceException.ReadOnly(WRITE), at + "the device is read-only"),
        new Line(new DeviceException.Disconnected(WRITE, "closed"), at + "closed"),
        new Line(new DeviceException.NoSpace(WRITE, "ENOSPC"), at + "ENOSPC"),
        new Line(new DeviceException.Denied(WRITE, "EACCES"), at + "EACCES"),
        new Line(new DeviceException.Busy(WRITE, "EBUSY"), at + "EBUSY"));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void namesOperationDevicePlaceAndReason(Line line) {
    assertThat(line.exception()).hasMessage(line.text());
    assertThat(line.exception().operation()).isEqualTo(Operation.WRITE);
    assertThat(line.exception().device()).isEqualTo("/dev/sdb");
  }

  @Test
  void namesNoPlaceWhereThereIsNone() {
    Failure flush = Failure.of(Operation.FLUSH, "/dev/sdb");

    assertThat(new DeviceException.Unknown(flush, "EIO")).hasMessage("flush /dev/sdb: EIO");
  }
}
