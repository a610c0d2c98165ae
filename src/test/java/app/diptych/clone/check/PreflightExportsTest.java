package app.diptych.clone.check;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.DeviceException;
import app.diptych.clone.Endpoint;
import app.diptych.clone.Refusal;
import app.diptych.clone.Refusal.Obstacle;
import app.diptych.clone.Refusal.Role;
import app.diptych.clone.Verdict;
import app.diptych.clone.Warning;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The checks where a source or a target is an export of an NBD server.
final class PreflightExportsTest {
  private static final String HERE = "nbd://localhost/a";
  private static final DeviceException.Failure OPEN = FakeOutlook.opening(HERE);
  private final FakePair pair = new FakePair();

  private static FakeExport export() {
    return FakeExport.of(FakePair.SIZE, 512);
  }

  @Test
  void anExportAndADiskGoTogetherWithAWarningThatNobodyKnows() {
    pair.outlook().export(HERE, export());

    Verdict onto = pair.check(HERE, "/dev/sdb");
    Verdict from = pair.check("/dev/sda", HERE);

    assertThat(onto.refusals()).isEmpty();
    assertThat(onto.warnings()).containsExactly(new Warning.SamenessUnknown(HERE, "/dev/sdb"));
    assertThat(onto.bytes()).hasValue(FakePair.SIZE);
    assertThat(from.refusals()).isEmpty();
    assertThat(from.warnings()).containsExactly(new Warning.SamenessUnknown("/dev/sda", HERE));
  }

  @Test
  void anImageThatDoesNotExistIsNotTheSame() {
    pair.outlook().export(HERE, export());

    Verdict verdict = pair.check(HERE, "/images/b");

    assertThat(verdict.isClear()).isTrue();
    assertThat(verdict.warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "nbd://localhost/a, nbd://localhost/a",
    "nbd://localhost/a, nbd://LOCALHOST:10809/a",
    "nbd://localhost/a, nbds://127.0.0.1/a",
    "nbd://localhost/a, nbd://localhost",
    "nbd://localhost, nbd://localhost/a"
  })
  void oneExportIsNotClonedOntoItself(String source, String target) {
    pair.outlook().export(source, export()).export(target, export());

    assertThat(pair.check(source, target).refusals())
        .containsExactly(
            new Refusal.SameDevice(
                Endpoint.parse(source).toString(),
                Endpoint.parse(target).toString(),
                Endpoint.parse(source)
                    + " and "
                    + Endpoint.parse(target)
                    + " are the same export of one server"));
  }

  @ParameterizedTest
  @CsvSource({
    "nbd://localhost/a, nbd://localhost/b",
    "nbd://localhost/a, nbd://localhost:10810/a",
    "nbd://localhost/a, nbd+unix:///a?socket=/run/a",
    "nbd+unix:///a?socket=/run/a, nbd+unix:///a?socket=/run/b"
  })
  void otherNamesPortsAndSocketsMayBeOthers(String source, String target) {
    pair.outlook().export(source, export()).export(target, export());

    Verdict verdict = pair.check(source, target);

    assertThat(verdict.refusals()).isEmpty();
    assertThat(verdict.warnings()).hasOnlyElementsOfType(Warning.SamenessUnknown.class);
  }

  @Test
  void aLinkToASocketLeadsToTheSameServer(@TempDir Path folder) throws Exception {
    Path socket = Files.createFile(folder.resolve("socket"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), socket);
    String source = "nbd+unix:///a?socket=" + socket;
    String target = "nbd+unix:///a?socket=" + link;
    pair.outlook().export(source, export()).export(target, export());

    assertThat(pair.check(source, target).refusals())
        .hasOnlyElementsOfType(Refusal.SameDevice.class);
  }

  @Test
  void anExportThatTakesNoWritesIsNoTarget() {
    pair.outlook().export(HERE, FakeExport.readOnly(FakePair.SIZE));

    assertThat(pair.check("/dev/sda", HERE).refusals())
        .containsExactly(new Refusal.ReadOnlyTarget(HERE));
    assertThat(pair.check(HERE, "/dev/sdb").refusals()).isEmpty();
  }

  @Test
  void ofATargetThatKnowsNoFlushNobodyCanSayThatItIsDurable() {
    pair.outlook().export(HERE, FakeExport.plain(FakePair.SIZE));

    assertThat(pair.check("/dev/sda", HERE).warnings()).contains(new Warning.FlushUnknown(HERE));
    assertThat(pair.check(HERE, "/dev/sdb").warnings())
        .doesNotHaveAnyElementsOfTypes(Warning.FlushUnknown.class);
  }

  @Test
  void anExportWithoutBytesIsEmpty() {
    pair.outlook().export(HERE, FakeExport.of(0, 512));

    assertThat(pair.check(HERE, "/dev/sdb").refusals())
        .containsExactly(new Refusal.Empty(Role.SOURCE, HERE));
  }

  @Test
  void lengthsAndSectorsAreComparedAsOfDisks() {
    pair.outlook().export(HERE, FakeExport.of(2 * FakePair.SIZE, 4096));

    assertThat(pair.check("/dev/sda", HERE).refusals())
        .containsExactly(new Refusal.Lengths(FakePair.SIZE, 2 * FakePair.SIZE, true));
    assertThat(pair.check("/dev/sda", HERE, FakePair.start()).warnings())
        .hasAtLeastOneElementOfType(Warning.SectorSizesDiffer.class)
        .hasAtLeastOneElementOfType(Warning.TargetLarger.class);
  }

  @Test
  void anExportThatHoldsSomethingSaysSo() {
    pair.outlook().export(HERE, export()).filled(HERE);

    assertThat(pair.check("/dev/sda", HERE).warnings())
        .contains(new Warning.TargetHasData(HERE, List.of("data")));
  }

  @Test
  void whatKeepsFromConnectingIsTold() {
    assertThat(refused(new DeviceException.Disconnected(OPEN, "Connection refused")))
        .isEqualTo(
            new Refusal.NotServed(Role.SOURCE, HERE, "Connection refused", Obstacle.UNREACHABLE));
    assertThat(refused(new DeviceException.Denied(OPEN, "TLS is required")))
        .isEqualTo(new Refusal.NotServed(Role.SOURCE, HERE, "TLS is required", Obstacle.DENIED));
    assertThat(refused(new DeviceException.Unknown(OPEN, "no such export")))
        .isEqualTo(new Refusal.NotServed(Role.SOURCE, HERE, "no such export", Obstacle.OTHER));
  }

  private Refusal refused(DeviceException failure) {
    pair.outlook().export(HERE, FakeExport.failing(failure));
    return pair.check(HERE, "/dev/sdb").refusals().getFirst();
  }
}
