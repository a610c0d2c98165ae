package app.diptych.clone.check;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.DeviceException;
import app.diptych.clone.Endpoint;
import app.diptych.clone.Refusal;
import app.diptych.clone.Refusal.Role;
import app.diptych.nbd.NbdUri;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// What each failure to open means.
final class OpenFailureTest {
  private static final Path PATH = Path.of("/dev/sda");
  private static final DeviceException.Failure OPEN = FakeOutlook.opening("/dev/sda");

  private static Refusal refusal(Role role, DeviceException failure) {
    return OpenFailure.refusal(role, PATH, failure);
  }

  @Test
  void missingRightsAreAMatterOfPermissionUnlessThereAreNoMoreToBeHad() {
    assertThat(refusal(Role.SOURCE, new DeviceException.Denied(OPEN, "EACCES (Permission denied)")))
        .isEqualTo(
            new Refusal.NotAccessible(
                Role.SOURCE, PATH.toString(), "EACCES (Permission denied)", !OpenFailure.isRoot()));
  }

  @Test
  void whatAServerDoesNotWishIsNoMatterOfCertificates() {
    var export = new Endpoint.Export(NbdUri.parse("nbd://host"));

    assertThat(
            List.of(
                new DeviceException.Denied(OPEN, "why"),
                DeviceException.Denied.byPolicy(OPEN, "why")))
        .map(failure -> OpenFailure.refusal(Role.SOURCE, export, failure))
        .map(refusal -> ((Refusal.NotServed) refusal).obstacle())
        .containsExactly(Refusal.Obstacle.DENIED, Refusal.Obstacle.FORBIDDEN);
  }

  @Test
  void aReadOnlyTargetIsOne() {
    assertThat(refusal(Role.TARGET, new DeviceException.ReadOnly(OPEN)))
        .isEqualTo(new Refusal.ReadOnlyTarget(PATH.toString()));
  }

  @Test
  void aReadOnlyDeviceThatIsToBeWrittenToSaysSo() {
    assertThat(refusal(Role.SOURCE, new DeviceException.ReadOnly(OPEN)))
        .isEqualTo(new Refusal.ReadOnlyOffered(Role.SOURCE, PATH.toString()));
  }

  @Test
  void aBusyTargetIsInUseByNobodyKnowsWhom() {
    assertThat(refusal(Role.TARGET, new DeviceException.Busy(OPEN, "EBUSY")))
        .isEqualTo(new Refusal.TargetInUse(PATH, List.of()));
  }

  @Test
  void aBusySourceIsInUseByNobodyKnowsWhom() {
    assertThat(refusal(Role.SOURCE, new DeviceException.Busy(OPEN, "EBUSY")))
        .isEqualTo(new Refusal.OfferedInUse(Role.SOURCE, PATH.toString(), List.of()));
  }

  @Test
  void rawDisksMayNotBeSupported() {
    assertThat(refusal(Role.TARGET, new DeviceException.Unimplemented(OPEN)))
        .isEqualTo(new Refusal.RawDisksUnsupported(Role.TARGET, PATH));
  }

  @Test
  void aSizeOfNoWholeSectorsIsToldInTheLanguageOfTheSentence() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMAN);
    try {
      assertThat(refusal(Role.SOURCE, new DeviceException.OddSize(OPEN, 1000, 512)))
          .isEqualTo(
              new Refusal.NotAccessible(
                  Role.SOURCE,
                  PATH.toString(),
                  "die Größe von 1000 Byte ist keine ganze Zahl von Sektoren zu 512",
                  false));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void everythingElseIsNotAccessibleWithTheSystemsWord() {
    assertThat(
            List.of(
                refusal(Role.TARGET, new DeviceException.Disconnected(OPEN, "ENXIO")),
                refusal(Role.TARGET, new DeviceException.NoSpace(OPEN, "ENOSPC")),
                refusal(Role.TARGET, new DeviceException.Unknown(OPEN, "EIO"))))
        .containsExactly(
            new Refusal.NotAccessible(Role.TARGET, PATH.toString(), "ENXIO", false),
            new Refusal.NotAccessible(Role.TARGET, PATH.toString(), "ENOSPC", false),
            new Refusal.NotAccessible(Role.TARGET, PATH.toString(), "EIO", false));
  }
}
