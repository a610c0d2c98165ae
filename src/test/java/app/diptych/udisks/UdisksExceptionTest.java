package app.diptych.udisks;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.udisks.UdisksException.Reason;
import java.util.Optional;
import org.junit.jupiter.api.Test;
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
    var failure = new GioFailure(Optional.of(name), 36, "words");

    UdisksException known = UdisksException.of(failure);

    assertThat(known.reason()).isEqualTo(reason);
    assertThat(known).hasMessage("words").hasCause(failure);
  }

  @ParameterizedTest
  @CsvSource({"19, INTERRUPTED", "24, TIMED_OUT", "0, OTHER"})
  void eachFailureOfGioItselfHasItsReason(int code, Reason reason) {
    assertThat(UdisksException.of(new GioFailure(Optional.empty(), code, "words")).reason())
        .isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "Error opening device /dev/sdb: Device or resource busy, BUSY",
    "Error opening device /dev/sdb: No medium found, OTHER"
  })
  void whetherADeviceIsHeldIsToldByTheSystemsWord(String text, Reason reason) {
    var name = Optional.of("org.freedesktop.UDisks2.Error.Failed");

    assertThat(UdisksException.of(new GioFailure(name, 36, text)).reason()).isEqualTo(reason);
  }

  @Test
  void aPathInACallIsAText() {
    assertThat(Call.quoted("/dev/disk/by-label/it's \\x20"))
        .isEqualTo("'/dev/disk/by-label/it\\'s \\\\x20'");
  }
}
