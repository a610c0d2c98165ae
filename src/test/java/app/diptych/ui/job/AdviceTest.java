package app.diptych.ui.job;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.Region;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneRequest.Options;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Endpoint;
import app.diptych.clone.Fit;
import app.diptych.clone.Journaling;
import app.diptych.clone.Phase;
import app.diptych.clone.Skipping;
import app.diptych.mirror.CopyMode;
import app.diptych.ui.job.JobState.Ended;
import app.diptych.ui.job.JobState.Errand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AdviceTest {
  private static final CloneResult MIDWAY = new CloneResult.Cancelled(5, 10);
  private static final CloneResult COMPARING = new CloneResult.Cancelled(10, 10);
  private static final CloneResult BEFORE = new CloneResult.Cancelled(0, 0);
  private static final Options PLAIN = new Options(Fit.EXACT, true, false, Optional.empty());

  private final Locale before = Locale.getDefault();

  @BeforeEach
  void speakEnglish() {
    Locale.setDefault(Locale.ENGLISH);
  }

  @AfterEach
  void speakAsBefore() {
    Locale.setDefault(before);
  }

  private static Errand errand(Options options) {
    var request =
        new CloneRequest(
            new Endpoint.DiskPath(Path.of("/dev/sda")),
            new Endpoint.ImageFile(Path.of("/b.img")),
            options);
    return errand(request);
  }

  private static Errand errand(CloneRequest request) {
    return new Errand(new Wish(request, Optional.empty(), CopyMode.WRITE_BLOCKING), "a → b");
  }

  private static String advice(Errand errand, CloneResult result, boolean canGoOn) {
    return Advice.of(errand, new Ended(result, canGoOn));
  }

  @Test
  void onlyWhatIsKeptIsSaidToGoOnAbove() {
    assertThat(advice(errand(PLAIN), MIDWAY, true))
        .contains("Don’t use", "Continue the clone above");
    assertThat(advice(errand(PLAIN), MIDWAY, false))
        .contains("Don’t use", "Clone again")
        .doesNotContain("above");
    var failed = new CloneResult.Failed(Phase.COPYING, "EIO");
    assertThat(advice(errand(PLAIN), failed, true)).contains("Check cables", "above");
    assertThat(advice(errand(PLAIN), failed, false))
        .contains("Check cables", "Clone again")
        .doesNotContain("above");
  }

  @Test
  void everyWholeCopyIsSaidToHaveTheIdentifiersOfItsSource() {
    var disks =
        new CloneRequest(
            new Endpoint.DiskPath(Path.of("/dev/sda")),
            new Endpoint.DiskPath(Path.of("/dev/sdb")),
            Options.DEFAULT);
    for (Errand errand : List.of(errand(Options.DEFAULT), errand(disks))) {
      for (boolean isVerified : new boolean[] {false, true}) {
        var done = new CloneResult.Completed(10, Duration.ofSeconds(1), isVerified);

        assertThat(advice(errand, done, false)).contains("identifiers of its own");
      }
    }
  }

  @Test
  void whereThereIsNoRoomNoDiskIsSuspected() {
    var full =
        new CloneResult.Failed(Phase.COPYING, "target: no room is left", CloneResult.Cure.ROOM);

    assertThat(advice(errand(PLAIN), full, true))
        .contains("Make room", "above")
        .doesNotContain("cables");
    var named = new CloneResult.Failed(Phase.COPYING, "source: read /No space left: EIO");
    assertThat(advice(errand(PLAIN), named, true)).contains("cables");
  }

  @Test
  void filesAndServersHaveNoCables() {
    var failed = new CloneResult.Failed(Phase.VERIFYING, "EIO");
    Endpoint image = new Endpoint.ImageFile(Path.of("/a.img"));
    Endpoint export = Endpoint.parse("nbd://host/disk");

    assertThat(advice(errand(new CloneRequest(image, image, PLAIN)), failed, false))
        .contains("the disks that hold the files", "Then compare again")
        .doesNotContain("cables");
    assertThat(advice(errand(new CloneRequest(image, export, PLAIN)), failed, false))
        .contains("Check the server")
        .doesNotContain("cables");
  }

  @Test
  void onlyADiskIsUnplugged() {
    var done = new CloneResult.Completed(64, Duration.ofSeconds(1), true);
    Endpoint disk = new Endpoint.DiskPath(Path.of("/dev/sdb"));
    Endpoint export = Endpoint.parse("nbd://host/disk");

    assertThat(advice(errand(new CloneRequest(export, disk, PLAIN)), done, false))
        .contains("unplugged");
    assertThat(advice(errand(new CloneRequest(disk, export, PLAIN)), done, false))
        .contains("for good")
        .doesNotContain("unplugged");
    assertThat(advice(errand(PLAIN), done, false)).contains("for good").doesNotContain("unplugged");
  }

  @Test
  void whoeverWroteMeanwhileMayBeWhyBothDiffer() {
    var differing = new CloneResult.Mismatch(List.of(new Region(0, 512)), 512);

    assertThat(advice(errand(PLAIN), differing, false)).contains("wrote to either of them");
  }

  /// What is kept is of the pair as it was.
  @Test
  void whereSomebodyMovedAFileNoDiskIsSuspected() {
    var moved = new CloneResult.Failed(Phase.FLUSHING, "target: renamed", CloneResult.Cure.PEACE);

    assertThat(advice(errand(PLAIN), moved, true))
        .contains("where they are", "Clone again")
        .doesNotContain("cables", "above");
  }

  @Test
  void aMapOfAnotherPlaceIsNamedAsTheWayOn() {
    Options skipping = PLAIN.with(new Skipping(1, Optional.of(Path.of("/srv/disk.map"))));

    assertThat(advice(errand(skipping), MIDWAY, false))
        .contains("go on from the map /srv/disk.map")
        .doesNotContain("above");
    assertThat(advice(errand(skipping), MIDWAY, true)).contains("above");
  }

  @Test
  void whatWasNotTouchedIsAsItWas() {
    assertThat(advice(errand(PLAIN), BEFORE, false))
        .isEqualTo("Source and target are as they were.");
  }

  @Test
  void whatWasToGoOnIsIncompleteStill() {
    Options resumed = PLAIN.with(new Journaling(Optional.empty(), true));

    assertThat(advice(errand(resumed), BEFORE, false)).contains("Don’t use", "above");
  }

  @Test
  void whereComparingWasLeftOutItIsOffered() {
    assertThat(advice(errand(PLAIN), COMPARING, false)).contains("not compared", "compare both");
    assertThat(Advice.isToRepair(errand(PLAIN), COMPARING)).isTrue();
    var failed = new CloneResult.Failed(Phase.VERIFYING, "EIO");
    assertThat(advice(errand(PLAIN), failed, false)).contains("Don’t trust", "compare again");
    assertThat(Advice.isToRepair(errand(PLAIN), failed)).isTrue();
    assertThat(Advice.isToRepair(errand(PLAIN), MIDWAY)).isFalse();
    assertThat(Advice.isToRepair(errand(PLAIN), BEFORE)).isFalse();
  }

  @Test
  void aRepairThatWasBrokenOffIsOfferedAgain() {
    Errand repair = errand(PLAIN).repairing();

    for (CloneResult result :
        List.of(MIDWAY, COMPARING, new CloneResult.Failed(Phase.COPYING, "EIO"))) {
      assertThat(advice(repair, result, false)).contains("Don’t trust").doesNotContain("above");
      assertThat(Advice.isToRepair(repair, result)).isTrue();
    }
  }

  @Test
  void aTargetThatWasLetGoIsWholeWhateverBecomesOfTheSource() {
    var failed = new CloneResult.Failed(Phase.DETACHED, "EIO");

    assertThat(advice(errand(PLAIN), failed, false)).contains("The target is whole");
  }
}
