package app.diptych.clone.check;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.os.ImageUser;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.Fit;
import app.diptych.clone.Refusal;
import app.diptych.clone.Verdict;
import app.diptych.clone.Warning;
import app.diptych.disks.Use;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The checks of who stands on the two, of room and of contents, on a machine that is made up.
final class PreflightUsesTest {
  private static final long SIZE = FakePair.SIZE;
  private static final Path SDA = Path.of("/dev/sda");
  private static final Path SDB = Path.of("/dev/sdb");
  private static final Use MOUNT = new Use.Mount("/dev/x", Path.of("/mnt"), false);
  private static final Use QUIET_MOUNT = new Use.Mount("/dev/x", Path.of("/mnt"), true);
  private static final Use SWAP = new Use.Swap("/dev/x");

  private static final ImageUser READING = new ImageUser(Optional.of("qemu-nbd[7]"), false);
  private static final ImageUser WRITING = new ImageUser(Optional.empty(), true);
  private static final Use READER = new Use.Held("/images/a", Use.HolderKind.READER, "qemu-nbd[7]");
  private static final Use WRITER =
      new Use.Held("/images/a", Use.HolderKind.WRITER, "another program");

  private final FakePair pair = new FakePair();
  private final FakeOutlook outlook = pair.outlook();
  private final FakeDisk sda = pair.sda();
  private final FakeDisk sdb = pair.sdb();

  private static CloneRequest.Options accepting() {
    return new CloneRequest.Options(Fit.EXACT, false, true, Optional.empty());
  }

  private static CloneRequest.Options erasing(String name) {
    return new CloneRequest.Options(Fit.EXACT, false, false, Optional.of(name));
  }

  @Test
  void aTargetInUseIsRefused() {
    sdb.usedBy(SWAP).partition(0, 4096, QUIET_MOUNT);

    assertThat(pair.check("/dev/sda", "/dev/sdb").refusals())
        .containsExactly(new Refusal.TargetInUse(SDB, List.of(SWAP, QUIET_MOUNT)));
  }

  @Test
  void aPartitionIsInUseWhereTheWholeDiskIsAndNotWhereItsNeighbourIs() {
    sdb.usedBy(SWAP).partition(0, SIZE).partition(SIZE, SIZE, MOUNT);
    outlook.disk("/dev/sdb1", 17, SIZE, 512);

    assertThat(pair.check("/dev/sda", "/dev/sdb1").refusals())
        .containsExactly(new Refusal.TargetInUse(Path.of("/dev/sdb1"), List.of(SWAP)));
  }

  @Test
  void anImageUnderALoopDeviceIsInUse() {
    outlook.image("/images/a", 64, 1, SIZE);
    FakeDisk loop = new FakeDisk("/dev/loop7", 77, SIZE).over("/images/a");

    assertThat(pair.check("/dev/sda", "/images/a", loop).refusals())
        .containsExactly(
            new Refusal.TargetInUse(
                Path.of("/images/a"),
                List.of(new Use.Held("/images/a", Use.HolderKind.LOOP, "/dev/loop7"))));
  }

  @Test
  void aLoopDeviceOverAnotherPartOfTheImageIsNotInTheWay() {
    outlook.image("/images/a", 64, 1, 2 * SIZE).disk("/dev/loop7", 77, SIZE, 512);
    FakeDisk first = new FakeDisk("/dev/loop7", 77, SIZE).over("/images/a", OptionalLong.of(0));
    FakeDisk second = new FakeDisk("/dev/loop8", 88, SIZE).over("/images/a", OptionalLong.of(SIZE));
    FakeDisk vague = new FakeDisk("/dev/loop8", 88, SIZE).over("/images/a", OptionalLong.empty());

    assertThat(pair.check("/dev/sda", "/dev/loop7", first, second.usedBy(MOUNT)).refusals())
        .isEmpty();
    assertThat(pair.check("/dev/sda", "/dev/loop7", first, vague).refusals())
        .containsExactly(
            new Refusal.TargetInUse(
                Path.of("/dev/loop7"),
                List.of(new Use.Held("/dev/loop7", Use.HolderKind.LOOP, "/dev/loop8"))));
  }

  @Test
  void aLoopDeviceOverTheTargetIsNamedOnce() {
    Use held = new Use.Held("/dev/sdb", Use.HolderKind.LOOP, "/dev/loop7 (/dev/sdb)");
    sdb.usedBy(held);
    FakeDisk loop = new FakeDisk("/dev/loop7", 77, SIZE).over("/dev/sdb");

    assertThat(pair.check("/dev/sda", "/dev/sdb", loop).refusals())
        .containsExactly(new Refusal.TargetInUse(SDB, List.of(held)));
  }

  @Test
  void aLoopDeviceIsNotInUseByItself() {
    outlook.image("/images/a", 64, 1, SIZE).disk("/dev/loop7", 77, SIZE, 512);
    FakeDisk loop = new FakeDisk("/dev/loop7", 77, SIZE).over("/images/a");

    assertThat(pair.check("/dev/sda", "/dev/loop7", loop).refusals()).isEmpty();
  }

  @Test
  void anImageThatAnotherProgramReadsIsInUseAsATarget() {
    outlook.image("/images/a", 64, 1, SIZE).used("/images/a", READING);

    assertThat(pair.check("/dev/sda", "/images/a").refusals())
        .containsExactly(new Refusal.TargetInUse(Path.of("/images/a"), List.of(READER)));
    assertThat(pair.check("/images/a", "/dev/sdb").refusals()).isEmpty();
  }

  @Test
  void anImageThatAnotherProgramWritesIsInUseAsASourceToo() {
    outlook.image("/images/a", 64, 1, SIZE).used("/images/a", WRITING);

    assertThat(pair.check("/images/a", "/dev/sdb").refusals())
        .containsExactly(new Refusal.SourceInUse(Path.of("/images/a"), List.of(WRITER)));
    assertThat(pair.check("/images/a", "/dev/sdb", accepting()).refusals()).isEmpty();
  }

  @Test
  void anImageThatTheSystemSwapsOnIsInUse() {
    outlook
        .image("/images/a", 64, 1, SIZE)
        .image("/images/link", 64, 1, SIZE)
        .image("/images/b", 64, 2, SIZE)
        .swap("/dev/sdz")
        .swap("/images/link");
    Use swap = new Use.Swap("/images/a");

    assertThat(pair.check("/dev/sda", "/images/a").refusals())
        .containsExactly(new Refusal.TargetInUse(Path.of("/images/a"), List.of(swap)));
    assertThat(pair.check("/images/a", "/dev/sdb").refusals())
        .containsExactly(new Refusal.SourceInUse(Path.of("/images/a"), List.of(swap)));
    assertThat(pair.check("/dev/sda", "/images/b").refusals()).isEmpty();
  }

  @Test
  void aLoopDeviceIsInUseWhereItsImageIs() {
    outlook
        .image("/images/a", 64, 1, SIZE)
        .used("/images/a", WRITING)
        .disk("/dev/loop7", 77, SIZE, 512);
    FakeDisk loop = new FakeDisk("/dev/loop7", 77, SIZE).over("/images/a");

    assertThat(pair.check("/dev/sda", "/dev/loop7", loop).refusals())
        .containsExactly(new Refusal.TargetInUse(Path.of("/dev/loop7"), List.of(WRITER)));
  }

  @Test
  void aSourceThatOthersWriteToIsRefused() {
    sda.partition(0, 4096, QUIET_MOUNT).partition(4096, 4096, MOUNT);

    assertThat(pair.check("/dev/sda", "/dev/sdb").refusals())
        .containsExactly(new Refusal.SourceInUse(SDA, List.of(MOUNT)));
  }

  @Test
  void aSourceThatSomebodyUnseenHasTakenIsRefused() {
    outlook.taken("/dev/sda");
    Use unseen = new Use.Held("/dev/sda", Use.HolderKind.UNSEEN, "another program");

    assertThat(pair.check("/dev/sda", "/dev/sdb").refusals())
        .containsExactly(new Refusal.SourceInUse(SDA, List.of(unseen)));
    sda.usedBy(QUIET_MOUNT);
    assertThat(pair.check("/dev/sda", "/dev/sdb").refusals()).isEmpty();
  }

  @Test
  void aSourceThatOthersWriteToIsWarnedAboutWhereAccepted() {
    sda.usedBy(SWAP);

    Verdict verdict = pair.check("/dev/sda", "/dev/sdb", accepting());

    assertThat(verdict.refusals()).isEmpty();
    assertThat(verdict.warnings()).containsExactly(new Warning.SourceInUse(SDA, List.of(SWAP)));
  }

  @Test
  void aSourceThatIsMountedReadOnlyIsFine() {
    sda.usedBy(QUIET_MOUNT);

    assertThat(pair.check("/dev/sda", "/dev/sdb").refusals()).isEmpty();
  }

  @Test
  void anImageIsInUseWhereItsLoopDeviceIsMounted() {
    outlook.image("/images/a", 64, 1, SIZE);
    FakeDisk loop = new FakeDisk("/dev/loop7", 77, SIZE).over("/images/a").usedBy(MOUNT);

    assertThat(pair.check("/images/a", "/dev/sdb", loop).refusals())
        .containsExactly(new Refusal.SourceInUse(Path.of("/images/a"), List.of(MOUNT)));
  }

  @Test
  void theSystemsDiskNeedsItsNameTyped() {
    sdb.system();

    assertThat(pair.check("/dev/sda", "/dev/sdb").refusals())
        .containsExactly(new Refusal.SystemDisk(SDB, "sdb"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sda", "SDB", "/dev/sdb", ""})
  void anotherNameDoesNotEraseTheSystemsDisk(String typed) {
    sdb.system();

    assertThat(pair.check("/dev/sda", "/dev/sdb", erasing(typed)).refusals())
        .containsExactly(new Refusal.SystemDisk(SDB, "sdb"));
  }

  @Test
  void theNameTypedTurnsTheRefusalIntoAWarningAndLiftsNoOther() {
    sdb.system().usedBy(MOUNT);

    Verdict verdict = pair.check("/dev/sda", "/dev/sdb", erasing("sdb"));

    assertThat(verdict.refusals()).containsExactly(new Refusal.TargetInUse(SDB, List.of(MOUNT)));
    assertThat(verdict.warnings()).contains(new Warning.SystemDisk(SDB));
  }

  @Test
  void aPartitionOfTheSystemsDiskNeedsTheDisksName() {
    sdb.system().partition(0, SIZE);
    outlook.disk("/dev/sdb1", 17, SIZE, 512);

    assertThat(pair.check("/dev/sda", "/dev/sdb1").refusals())
        .containsExactly(new Refusal.SystemDisk(SDB, "sdb"));
  }

  @Test
  void anImageWithoutRoomIsRefused() {
    outlook.usable(SIZE - 1);

    assertThat(pair.check("/dev/sda", "/images/a.img").refusals())
        .containsExactly(new Refusal.NoRoom(Path.of("/images/a.img"), SIZE, SIZE - 1));
  }

  @Test
  void anImageNeedsOnlyWhatASparseSourceHolds() {
    outlook.sparse("/images/a", 64, 1, SIZE, 4096).usable(4096);

    assertThat(pair.check("/images/a", "/images/b").refusals()).isEmpty();
  }

  @Test
  void whatAnImageHasAlreadyIsNotNeededOnceMore() {
    outlook.image("/images/a", 64, 1, SIZE).usable(0);

    assertThat(pair.check("/dev/sda", "/images/a").refusals()).isEmpty();
  }

  @Test
  void roomThatNobodyCanTellIsNotRefused() {
    outlook.unknownSpace();

    assertThat(pair.check("/dev/sda", "/images/a.img").refusals()).isEmpty();
  }

  @Test
  void theTargetsPartitionsAreWarnedAbout() {
    sdb.partition(0, 64_000, Optional.of("ext4"), Optional.of("data")).partition(64_000, 512);

    assertThat(pair.check("/dev/sda", "/dev/sdb").warnings())
        .containsExactly(
            new Warning.TargetHasData(
                SDB.toString(), List.of("sdb1 ext4 \"data\" 64 kB", "sdb2 512 B")));
  }

  @Test
  void aTargetPartitionsFileSystemIsWarnedAbout() {
    sdb.partition(0, SIZE, Optional.of("xfs"), Optional.empty()).partition(SIZE, SIZE);
    outlook.disk("/dev/sdb1", 17, SIZE, 512);

    assertThat(pair.check("/dev/sda", "/dev/sdb1").warnings())
        .containsExactly(new Warning.TargetHasData("/dev/sdb1", List.of("sdb1 xfs 1.05 MB")));
  }

  @Test
  void aFileSystemOnTheWholeTargetIsWarnedAbout() {
    sdb.fileSystem("ext4");

    assertThat(pair.check("/dev/sda", "/dev/sdb").warnings())
        .containsExactly(new Warning.TargetHasData(SDB.toString(), List.of("ext4")));
  }

  @Test
  void unknownContentIsWarnedAbout() {
    outlook.filled("/dev/sdb");

    assertThat(pair.check("/dev/sda", "/dev/sdb").warnings())
        .containsExactly(
            new Warning.TargetHasData(SDB.toString(), List.of("data outside any partition")));
  }

  @Test
  void unknownContentOfAPartitionLiesInIt() {
    sdb.partition(0, SIZE);
    outlook.disk("/dev/sdb1", 17, SIZE, 512).filled("/dev/sdb1");

    assertThat(pair.check("/dev/sda", "/dev/sdb1").warnings())
        .containsExactly(new Warning.TargetHasData("/dev/sdb1", List.of("data")));
  }

  @Test
  void anImageWithContentIsWarnedAboutAndAnEmptyOneIsNot() {
    outlook.image("/images/a", 64, 1, SIZE).sparse("/images/b", 64, 2, SIZE, 0);

    assertThat(pair.check("/dev/sda", "/images/a").warnings())
        .containsExactly(new Warning.TargetHasData("/images/a", List.of("an image of 1.05 MB")));
    assertThat(pair.check("/dev/sda", "/images/b").warnings()).isEmpty();
  }

  @Test
  void everythingThatAppliesIsTold() {
    outlook.disk("/dev/sdb", 16, 2 * SIZE, 4096);
    sda.usedBy(SWAP);
    sdb.system().readOnly().usedBy(MOUNT);

    Verdict verdict = pair.check("/dev/sda", "/dev/sdb");

    assertThat(verdict.refusals())
        .hasOnlyElementsOfTypes(
            Refusal.ReadOnlyTarget.class,
            Refusal.Lengths.class,
            Refusal.TargetInUse.class,
            Refusal.SourceInUse.class,
            Refusal.SystemDisk.class)
        .hasSize(5);
    assertThat(verdict.warnings()).containsExactly(new Warning.SectorSizesDiffer(512, 4096));
  }
}
