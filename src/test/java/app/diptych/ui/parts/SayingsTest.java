package app.diptych.ui.parts;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Endpoint;
import app.diptych.clone.Phase;
import app.diptych.clone.Refusal;
import app.diptych.clone.Wording;
import app.diptych.disks.Use;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The window has no options, and names none.
final class SayingsTest {
  private static final Path SDB = Path.of("/dev/sdb");
  private static final List<Use> USES = List.of(new Use.Mount("/dev/sdb1", Path.of("/mnt"), false));
  private static final CloneRequest REQUEST =
      new CloneRequest(
          Endpoint.parse("/dev/sda"), Endpoint.parse("/dev/sdb"), CloneRequest.Options.DEFAULT);

  static List<Refusal> withOptions() {
    return List.of(
        new Refusal.Lengths(1000, 5000, true),
        new Refusal.TargetInUse(SDB, USES),
        new Refusal.SourceInUse(SDB, USES),
        new Refusal.OfferedInUse(Refusal.Role.SOURCE, "/dev/sdb", USES),
        new Refusal.OfferedInUse(Refusal.Role.SOURCE, "/dev/sdb", List.of()),
        new Refusal.ReadOnlyOffered(Refusal.Role.SOURCE, "/dev/sdb"),
        new Refusal.SystemDisk(SDB, "sdb"),
        new Refusal.NoJournal("/dev/sda", "/dev/sdb", "why"),
        new Refusal.JournalUnwritable(SDB, "why"));
  }

  @ParameterizedTest
  @MethodSource("withOptions")
  void aRefusalNamesAWayOutOfTheWindow(Refusal refusal) {
    assertThat(Wording.of(refusal)).contains("--");
    assertThat(Sayings.of(refusal)).doesNotContain("--");
    assertThat(Sayings.of(new CloneResult.Refused(List.of(refusal)), REQUEST))
        .endsWith(Sayings.of(refusal));
  }

  @Test
  void aMapThatIsOfNoUseIsChosenAndNotNamed() {
    var refusal = new Refusal.MapUnusable(Path.of("/srv/old.map"), "it is empty");

    assertThat(Sayings.of(refusal))
        .isEqualTo(
            "The map /srv/old.map cannot be used: it is empty. Begin anew, or choose another map.");
  }

  @Test
  void anEndNamesNoOptionEither() {
    assertThat(Sayings.of(new CloneResult.Cancelled(1_000_000, 64_000_000), REQUEST))
        .isEqualTo("Cancelled after 1 MB of 64 MB: target /dev/sdb is incomplete.");
    assertThat(Sayings.of(new CloneResult.Cancelled(63_999_000, 64_000_000), REQUEST))
        .isEqualTo(
            "Cancelled after 63,999,000 of 64,000,000 bytes: target /dev/sdb is incomplete.");
    assertThat(Sayings.of(new CloneResult.Failed(Phase.COPYING, "target: EIO"), REQUEST))
        .isEqualTo("Failed while copying: target: EIO. Target /dev/sdb is incomplete.");
  }
}
