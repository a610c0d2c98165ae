package app.diptych.cli;

import static app.diptych.cli.Screen.ofScript;
import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.clone.Refusal;
import app.diptych.disks.Use;
import app.diptych.nbd.NbdUri;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Names that somebody else has chosen, with what a terminal would obey or show as another name. A
/// stick's label becomes such a mount point.
@Timeout(240)
final class HostileNamesTest {
  private static final String HOSTILE = "/media/\u001b[2J\u009b2J\u202egpj\u2028\u0007";
  private static final Use MOUNT = new Use.Mount("/dev/sdb1", Path.of(HOSTILE), false);

  /// Line ends apart, a printed text holds nothing but what is seen.
  private static void assertHarmless(Screen screen) {
    String all = (screen.out() + screen.err()).replace(System.lineSeparator(), "");
    assertThat(all).contains("gpj").doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
  }

  @Test
  void theListOfDisksObeysNoMountPoint() {
    var machine = new FakeMachine();
    machine.disks = () -> List.of(FakeMachine.cardUsedBy(MOUNT));

    for (String[] words : new String[][] {{"disks"}, {"disks", "--json"}}) {
      Screen screen = ofScript(machine);
      assertThat(screen.run(words)).isZero();
      assertHarmless(screen);
    }
  }

  @Test
  void noRefusalObeysAName() {
    var refusal = new Refusal.TargetInUse(Path.of("/dev/sdb"), List.of(MOUNT));
    for (String progress : List.of("plain", "json")) {
      Screen screen = ofScript(new FakeMachine().refusing(refusal));
      assertThat(screen.run("clone", "a.img", "/dev/sdb", "--yes", "--progress=" + progress))
          .isEqualTo(ExitCode.REFUSED);
      assertHarmless(screen);
    }
  }

  @Test
  void wrongUsageObeysNoWord() {
    Screen screen = ofScript(new FakeMachine());

    assertThat(screen.run("disks", "--" + HOSTILE)).isEqualTo(ExitCode.USAGE);
    assertHarmless(screen);
  }

  @Test
  void whatAFileHoldsIsNoOption(@TempDir Path folder) throws IOException {
    String name = "@" + Files.writeString(folder.resolve("disk.img"), "--yes /dev/sda /dev/sdb");
    var machine = new FakeMachine();
    Screen screen = ofScript(machine);

    assertThat(screen.run("clone", name)).isEqualTo(ExitCode.USAGE);
    assertThat(screen.run(name)).isEqualTo(ExitCode.USAGE);
    assertThat(machine.requests).isEmpty();

    assertThat(screen.run("clone", name, "b.img", "--yes")).isZero();
    assertThat(machine.requests)
        .singleElement()
        .satisfies(request -> assertThat(request.source()).hasToString(name));
    assertThat(screen.run("window", name)).isZero();
    assertThat(screen.windows).containsExactly(List.of(Path.of(name)));
  }

  @Test
  void anExportsNameIsWrittenInTheCodeOfUris() {
    NbdUri uri = NbdUri.parse("nbd://host/gpj%1b%5b2J");

    assertThat(uri.toString()).isEqualToIgnoringCase("nbd://host/gpj%1B%5B2J");
  }
}
