package app.diptych.cli;

import static app.diptych.cli.Screen.ofPerson;
import static app.diptych.cli.Screen.ofScript;
import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.clone.CloneResult;
import app.diptych.clone.Endpoint;
import app.diptych.clone.ExportPlan;
import app.diptych.clone.Phase;
import app.diptych.clone.Refusal;
import app.diptych.clone.ServeResult;
import app.diptych.clone.Warning;
import app.diptych.clone.Wording;
import app.diptych.mirror.CopyMode;
import app.diptych.nbd.NbdUri;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// `mirror` and `serve`, on a machine that is made up.
@Timeout(240)
final class ExportCommandsTest {
  private final FakeMachine machine = new FakeMachine();

  @Test
  void theOptionsOfMirrorReachTheJob() {
    Screen screen = ofScript(machine);

    int code =
        screen.run(
            "mirror",
            "a.img",
            "nbd://host/b",
            "--yes",
            "--export=nbds://0.0.0.0/disk",
            "--tls-certs=/certs",
            "--read-only",
            "--copy-mode=background",
            "--rate=50M");

    assertThat(code).as(screen.err()).isZero();
    assertThat(machine.mirrors)
        .singleElement()
        .satisfies(request -> {
          assertThat(request.mode()).isEqualTo(CopyMode.BACKGROUND);
          assertThat(request.pair().target())
              .isEqualTo(new Endpoint.Export(NbdUri.parse("nbd://host/b")));
          assertThat(request.pair().options().rate()).isEqualTo(50_000_000);
          assertThat(request.export())
              .isEqualTo(
                  new ExportPlan(
                      Optional.of(NbdUri.parse("nbds://0.0.0.0/disk")),
                      true,
                      Optional.of(Path.of("/certs")),
                      false));
        });
  }

  @Test
  void scriptsGetAnEventOnceTheSourceCanBeReached() {
    Screen screen = ofScript(machine);

    assertThat(screen.run("mirror", "a.img", "b.img", "--yes", "--progress=json")).isZero();
    assertThat(screen.err().lines())
        .contains("{\"event\":\"export\",\"uri\":\"" + FakeMachine.EXPORT + "\"}")
        .last()
        .asString()
        .startsWith("{\"event\":\"result\",\"outcome\":\"completed\"");
    assertThat(screen.out()).isEmpty();
  }

  @Test
  void peopleGetReadyLines() {
    Screen screen = ofPerson(machine, "");

    assertThat(screen.run("mirror", "a.img", "b.img", "--yes", "--progress=none")).isZero();
    assertThat(screen.out())
        .contains("a.img is offered at nbd+unix:///a%20disk?socket=/run/d.sock")
        .contains("  nbd-client -unix /run/d.sock /dev/nbd0 -name 'a disk'")
        .contains("  qemu-img info 'nbd+unix:///a%20disk?socket=/run/d.sock'");
  }

  @Test
  void aRefusedMirrorIsNotStarted() {
    machine.refusing(new Refusal.OfferedInUse(Refusal.Role.SOURCE, "a.img", List.of()));
    Screen screen = ofScript(machine);

    assertThat(screen.run("mirror", "a.img", "b.img", "--yes", "--progress=json")).isEqualTo(3);
    assertThat(screen.err()).contains("\"reason\":\"offered-in-use\"");
  }

  @Test
  void aMirrorThatIsNotWantedIsCancelled() {
    Screen screen = ofPerson(machine, "no\n");

    assertThat(screen.run("mirror", "a.img", "b.img")).isEqualTo(130);
  }

  @Test
  void aFailedMirrorIsAFailure() {
    machine.endingWith(new CloneResult.Failed(Phase.IN_SYNC, "target: write b.img: EIO"));
    Screen screen = ofScript(machine);

    assertThat(screen.run("mirror", "a.img", "b.img", "--yes", "--progress=none")).isEqualTo(1);
    assertThat(screen.err()).contains("in sync").contains("EIO");
  }

  @Test
  void aServedDeviceIsAnnouncedAndItsEndIsDone() {
    machine.warning(new Warning.OfferedInUse("a.img", List.of()));
    Screen screen = ofScript(machine);

    assertThat(screen.run("serve", "a.img", "--read-only", "--cache=none")).isZero();
    assertThat(machine.served)
        .singleElement()
        .satisfies(request -> {
          assertThat(request.isCached()).isFalse();
          assertThat(request.export().isReadOnly()).isTrue();
          assertThat(request.export().uri()).isEmpty();
        });
    assertThat(screen.out())
        .isEqualTo(
            "a.img is offered at "
                + FakeMachine.EXPORT
                + System.lineSeparator()
                + "a.img is offered no more."
                + System.lineSeparator());
    assertThat(screen.err()).contains("warning: a.img is in use");
  }

  @Test
  void servingTellsScriptsInJson() {
    Screen screen = ofScript(machine);

    assertThat(screen.run("serve", "a.img", "--progress=json")).isZero();
    assertThat(screen.err().lines())
        .containsExactly(
            "{\"event\":\"export\",\"uri\":\"" + FakeMachine.EXPORT + "\"}",
            "{\"event\":\"result\",\"outcome\":\"completed\",\"message\":\"offered no more\","
                + "\"device\":\"a.img\"}");
    assertThat(screen.out()).isEmpty();
  }

  @Test
  void whatServingRefusesAndFailsAtHasItsCode() {
    Screen failing = ofScript(machine);
    machine.serveResult = new ServeResult.Failed("flush a.img: EIO");
    assertThat(failing.run("serve", "a.img")).isEqualTo(1);
    assertThat(failing.err()).isEqualToIgnoringNewLines("diptych: failed: flush a.img: EIO");

    machine.serveResult =
        new ServeResult.Refused(List.of(new Refusal.NoExport("nbd://localhost", "in use")));
    Screen refused = ofScript(machine);
    assertThat(refused.run("serve", "a.img")).isEqualTo(3);
    assertThat(refused.err()).contains("Nothing can be offered at nbd://localhost: in use.");

    Screen json = ofScript(machine);
    assertThat(json.run("serve", "a.img", "--progress=json")).isEqualTo(3);
    assertThat(json.err()).contains("\"outcome\":\"refused\"").contains("no-export");
  }

  @Test
  void aRefusedDeviceIsNotServed() {
    machine.refusing(new Refusal.ReadOnlyOffered(Refusal.Role.DEVICE, "a.img"));
    Screen screen = ofScript(machine);

    assertThat(screen.run("serve", "a.img")).isEqualTo(3);
    assertThat(screen.err())
        .isEqualToIgnoringNewLines(
            "diptych: Device a.img is read-only: make it writable, or offer it for reading only."
                + " --read-only does the latter.");
  }

  @Test
  void anAddressForOtherMachinesWantsTlsOrAWord() {
    Screen screen = ofScript(machine);

    assertThat(screen.run("serve", "a.img", "--export=nbd://0.0.0.0/a")).isEqualTo(2);
    assertThat(screen.err())
        .contains("nbd://0.0.0.0/a can be reached from other machines")
        .contains("--insecure");
    assertThat(ofScript(machine).run("serve", "a.img", "--export=nbd://0.0.0.0/a", "--insecure"))
        .isZero();
    assertThat(ofScript(machine).run("serve", "a.img", "--export=nbd://[::1]:0/a")).isZero();
  }

  @Test
  void whatIsToBeKnownOfAServedDeviceIsToldAtOnceInEachForm() {
    var warning = new Warning.SamenessUnknown("a.img", "nbd://h");
    Screen scripts = ofScript(new FakeMachine().warning(warning));
    Screen people = ofScript(new FakeMachine().warning(warning));

    assertThat(scripts.run("serve", "a.img", "--progress=json")).isZero();
    assertThat(people.run("serve", "a.img")).isZero();

    assertThat(scripts.err().lines().findFirst())
        .hasValue("{\"event\":\"warning\",\"message\":\"%s\"}".formatted(Wording.of(warning)));
    assertThat(people.err()).startsWith("diptych: warning: " + Wording.of(warning));
  }
}
