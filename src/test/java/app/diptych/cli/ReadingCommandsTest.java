package app.diptych.cli;

import static app.diptych.cli.Screen.ofScript;
import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.Region;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Fit;
import app.diptych.clone.Refusal;
import app.diptych.clone.Wording;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// `disks`, `info` and `verify`.
@Timeout(240)
final class ReadingCommandsTest {

  private static final Refusal NONE =
      new Refusal.NoSuchPath(Refusal.Role.DEVICE, Path.of("/dev/none"));

  @Test
  void disksAreATable() {
    Screen screen = ofScript(new FakeMachine());

    assertThat(screen.run("disks")).isZero();
    assertThat(screen.out())
        .isEqualToNormalizingNewlines(
            """
            DISK          SIZE  SECTOR  BUS     WHAT                    NOTES
            /dev/sdb     64 GB     512  usb     SanDisk "Ultra" (4C53)  removable
              /dev/sdb1  63 GB                  ext4 "bilder"           on /mnt/card (read-only)
            /dev/vda      1 TB     512  virtio                          system, read-only, \
            not accessible: Operation not permitted, on /, swap, lvm /dev/dm-0 (vg-root)
            """);
  }

  @Test
  void disksAreOneJsonObject() {
    Screen screen = ofScript(new FakeMachine());

    assertThat(screen.run("disks", "--json")).isZero();
    assertThat(screen.out())
        .startsWith(
            "{\"disks\":[{\"path\":\"/dev/sdb\",\"name\":\"sdb\","
                + "\"title\":\"SanDisk \\\"Ultra\\\"\",\"deviceNumber\":\"8:16\",\"diskseq\":7,")
        .contains(
            "\"uses\":[{\"kind\":\"mount\",\"device\":\"/dev/sdb1\","
                + "\"mountPoint\":\"/mnt/card\",\"readOnly\":true}]")
        .contains("{\"kind\":\"swap\",\"device\":\"/dev/vda\"}")
        .contains("{\"kind\":\"lvm\",\"device\":\"/dev/vda\",\"holder\":\"/dev/dm-0 (vg-root)\"}")
        .contains("\"system\":true,\"inaccessible\":\"Operation not permitted\"");
  }

  @Test
  void noDisksAreAHeadline() {
    FakeMachine machine = new FakeMachine();
    machine.disks = List::of;
    Screen screen = ofScript(machine);

    screen.run("disks");
    screen.run("disks", "--json");

    assertThat(screen.out().lines())
        .containsExactly("DISK  SIZE  SECTOR  BUS  WHAT  NOTES", "{\"disks\":[]}");
  }

  @Test
  void infoTellsTheGeometry() {
    Screen screen = ofScript(new FakeMachine());

    assertThat(screen.run("info", "a.img")).isZero();
    assertThat(screen.out())
        .isEqualToNormalizingNewlines(
            """
            a.img
              kind              image
              size              1,048,576 bytes (1.05 MB)
              sectors           2,048 of 512 bytes
              physical sectors  4096 bytes
              writable          no
              takes up          4,096 bytes (4.1 kB)
            """);
  }

  @Test
  void infoIsOneJsonObject() {
    Screen screen = ofScript(new FakeMachine());

    screen.run("info", "a.img", "--json");

    assertThat(screen.out().strip())
        .isEqualTo(
            "{\"device\":\"a.img\",\"kind\":\"image\",\"size\":1048576,\"sectorSize\":512,"
                + "\"sectors\":2048,\"physicalSectorSize\":4096,\"readOnly\":true,"
                + "\"allocated\":4096}");
  }

  @Test
  void infoOfWhatTellsNothingDoesNotSendToInfo() {
    var refusal =
        new Refusal.NotServed(Refusal.Role.DEVICE, "nbd://host", "why", Refusal.Obstacle.OTHER);
    Screen screen = ofScript(new FakeMachine().refusing(refusal));

    assertThat(screen.run("info", "nbd://host")).isEqualTo(3);
    assertThat(screen.err().lines())
        .singleElement()
        .asString()
        .contains("why")
        .doesNotContain("info");
  }

  @Test
  void infoThatIsRefusedIsOneJsonObjectAndOneLine() {
    Screen screen = ofScript(new FakeMachine().refusing(NONE));

    assertThat(screen.run("info", "/dev/none", "--json")).isEqualTo(3);
    assertThat(screen.out().strip())
        .isEqualTo(
            "{\"device\":\"/dev/none\",\"outcome\":\"refused\",\"message\":\"%s\","
                    .formatted(Wording.plain(NONE))
                + "\"refusals\":[{\"reason\":\"no-such-path\",\"text\":\"%s\"}]}"
                    .formatted(Wording.plain(NONE)));
    assertThat(screen.err().lines()).containsExactly("diptych: " + Wording.plain(NONE));
  }

  @Test
  void verifyPrintsEveryRegionThatDiffers() {
    CloneResult differ =
        new CloneResult.Mismatch(List.of(new Region(0, 512), new Region(4096, 1024)), 1536);
    Screen screen = ofScript(new FakeMachine().endingWith(differ));

    assertThat(screen.run("verify", "a.img", "b.img", "--progress=none")).isEqualTo(4);
    assertThat(screen.out().lines())
        .containsExactly("differs at 0, 512 bytes", "differs at 4096, 1024 bytes");
    assertThat(screen.err().lines()).singleElement().asString().contains("1536", "regions: 2");
  }

  @Test
  void verifySaysThatBothAreEqual() {
    FakeMachine machine = new FakeMachine();
    Screen screen = ofScript(machine);

    assertThat(screen.run("verify", "a.img", "b.img", "--fit=start")).isZero();
    assertThat(screen.out().lines())
        .containsExactly("a.img and b.img are equal: 100 bytes (100 B) compared in 1.5 s.");
    assertThat(machine.requests.getFirst().options().fit()).isEqualTo(Fit.START);
  }

  @Test
  void verifyThatWasCancelledCallsNothingIncomplete() {
    Screen screen = ofScript(new FakeMachine().endingWith(new CloneResult.Cancelled(40, 100)));

    assertThat(screen.run("verify", "a.img", "b.img", "--progress=none")).isEqualTo(130);
    assertThat(screen.err()).contains("40 of 100").doesNotContain("incomplete");
  }

  @Test
  void verifyJsonIsOneObjectOnStandardOutput() {
    Screen screen = ofScript(new FakeMachine());

    assertThat(screen.run("verify", "a.img", "b.img", "--json", "--progress=none")).isZero();
    assertThat(screen.out().lines())
        .singleElement()
        .asString()
        .startsWith("{\"event\":\"result\",\"outcome\":\"completed\"");
    assertThat(screen.err()).isEmpty();
  }

  @Test
  void whatStandsAgainstVerifyIsALineBesideTheJsonObject() {
    Screen screen = ofScript(new FakeMachine().endingWith(new CloneResult.Refused(List.of(NONE))));

    assertThat(screen.run("verify", "a.img", "b.img", "--json", "--progress=none")).isEqualTo(3);
    assertThat(screen.out().lines())
        .singleElement()
        .asString()
        .startsWith("{\"event\":\"result\",\"outcome\":\"refused\"");
    assertThat(screen.err().lines()).singleElement().asString().contains("/dev/none");
  }

  @Test
  void verifyThatTellsScriptsOnBothStreamsTellsNobodyElse() {
    Screen screen = ofScript(new FakeMachine().endingWith(new CloneResult.Refused(List.of(NONE))));

    screen.run("verify", "a.img", "b.img", "--json", "--progress=json");

    assertThat(screen.err().lines()).last().asString().isEqualTo(screen.out().strip());
    assertThat(screen.err()).doesNotContain("diptych: ");
  }
}
