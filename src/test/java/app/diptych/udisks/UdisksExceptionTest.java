package app.diptych.udisks;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.bus.BusException;
import app.diptych.udisks.UdisksException.Reason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the names of errors on the bus mean.
final class UdisksExceptionTest {

  @ParameterizedTest
  @CsvSource({
    "org.freedesktop.UDisks2.Error.NotAuthorized, REFUSED",
    "org.freedesktop.UDisks2.Error.NotAuthorizedCanObtain, NO_AGENT",
    "org.freedesktop.UDisks2.Error.NotAuthorizedDismissed, DISMISSED",
    "org.freedesktop.UDisks2.Error.DeviceBusy, BUSY",
    "org.freedesktop.UDisks2.Error.AlreadyMounted, OTHER",
    "org.freedesktop.DBus.Error.AccessDenied, REFUSED",
    "org.freedesktop.DBus.Error.ServiceUnknown, NO_UDISKS",
    "org.freedesktop.DBus.Error.NameHasNoOwner, NO_UDISKS",
    "org.freedesktop.DBus.Error.Spawn.ChildExited, NO_UDISKS",
    "org.freedesktop.systemd1.NoSuchUnit, NO_UDISKS",
    "org.freedesktop.DBus.Error.UnknownObject, UNKNOWN_DEVICE",
    "org.freedesktop.DBus.Error.NoReply, TIMED_OUT",
    "org.freedesktop.DBus.Error.LimitsExceeded, OTHER"
  })
  void eachErrorOfTheBusHasItsReason(String name, Reason reason) {
    var failure = BusException.answered(name, "words");

    UdisksException known = UdisksException.of(failure);

    assertThat(known.reason()).isEqualTo(reason);
    assertThat(known).hasMessage("words").hasCause(failure);
  }

  @ParameterizedTest
  @CsvSource({
    "Error opening device /dev/sdb: Device or resource busy, BUSY",
    "Error opening device /dev/sdb: No medium found, OTHER"
  })
  void whetherADeviceIsHeldIsToldByTheSystemsWord(String text, Reason reason) {
    String name = "org.freedesktop.UDisks2.Error.Failed";

    assertThat(UdisksException.of(BusException.answered(name, text)).reason()).isEqualTo(reason);
  }
}
