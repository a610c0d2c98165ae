package app.diptych.clone.check;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.DeviceException;
import app.diptych.block.os.FileKind;
import app.diptych.clone.Refusal;
import app.diptych.clone.Refusal.Role;
import app.diptych.clone.Verdict;
import app.diptych.clone.Warning;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The checks of what the two are, on a machine that is made up.
final class PreflightTest {
  private static final long SIZE = FakePair.SIZE;
  private static final Path SDA = Path.of("/dev/sda");
  private static final Path SDB = Path.of("/dev/sdb");

  private final FakePair pair = new FakePair();
  private final FakeOutlook outlook = pair.outlook();
  private final FakeDisk sda = pair.sda();
  private final FakeDisk sdb = pair.sdb();

  @Test
  void twoQuietDisksOfOneLengthAreClear() {
    Verdict verdict = pair.check("/dev/sda", "/dev/sdb");

    assertThat(verdict.isClear()).isTrue();
    assertThat(verdict.warnings()).isEmpty();
    assertThat(verdict.bytes()).hasValue(SIZE);
  }

  @Test
  void aMissingSourceIsRefused() {
    assertThat(pair.check("/images/none", "/dev/sdb").refusals())
        .containsExactly(new Refusal.NoSuchPath(Role.SOURCE, Path.of("/images/none")));
  }

  @Test
  void aMissingSourceHasNoBytes() {
    assertThat(pair.check("/images/none", "/dev/sdb").bytes()).isEmpty();
  }

  @Test
  void aMissingDiskIsNotCreated() {
    assertThat(pair.check("/dev/sda", "/dev/sdz").refusals())
        .containsExactly(new Refusal.NoSuchPath(Role.TARGET, Path.of("/dev/sdz")));
  }

  @Test
  void aMissingImageIsCreated() {
    assertThat(pair.check("/dev/sda", "/images/a.img").refusals()).isEmpty();
  }

  @Test
  void anImageInAMissingDirectoryIsRefused() {
    assertThat(pair.check("/dev/sda", "/none/a.img").refusals())
        .containsExactly(new Refusal.NoSuchPath(Role.TARGET, Path.of("/none/a.img")));
  }

  @Test
  void anImageInAFileIsRefused() {
    outlook.image("/images/file", 64, 1, SIZE);

    assertThat(pair.check("/dev/sda", "/images/file/a.img").refusals())
        .containsExactly(new Refusal.NoSuchPath(Role.TARGET, Path.of("/images/file/a.img")));
  }

  @Test
  void nothingIsCreatedThroughALinkThatLeadsNowhere() {
    outlook.danglingLink("/images/a.img");

    assertThat(pair.check("/dev/sda", "/images/a.img").refusals())
        .containsExactly(new Refusal.NoSuchPath(Role.TARGET, Path.of("/images/a.img")));
  }

  @Test
  void directoriesAndPipesAreRefusedOnBothSides() {
    outlook.of("/images/pipe", FileKind.OTHER, 64);

    assertThat(pair.check("/images", "/images/pipe").refusals())
        .containsExactly(
            new Refusal.NotADevice(Role.SOURCE, Path.of("/images"), "a directory"),
            new Refusal.NotADevice(
                Role.TARGET, Path.of("/images/pipe"), "a pipe, a socket or a character device"));
  }

  @Test
  void whatNoDiskHasIsNotCloned() {
    long most = 1L << 62;
    outlook.sparse("/images/a", 64, 1, most, 0).sparse("/images/b", 64, 2, most, 0);
    outlook.sparse("/images/c", 64, 3, most + 512, 0).sparse("/images/d", 64, 4, most + 512, 0);

    assertThat(pair.check("/images/a", "/images/b").refusals()).isEmpty();
    assertThat(pair.check("/images/c", "/images/d").refusals())
        .containsExactly(
            new Refusal.NotAccessible(
                Role.SOURCE,
                "/images/c",
                "it has 4611686018427388416 bytes, and no more than 4611686018427387904 can be"
                    + " cloned",
                false));
  }

  @Test
  void emptyOnesAreRefusedOnBothSidesAndNotForTheirLengths() {
    outlook.image("/images/a", 64, 1, 0).image("/images/b", 64, 2, 0);

    assertThat(pair.check("/images/a", "/images/b").refusals())
        .containsExactly(
            new Refusal.Empty(Role.SOURCE, "/images/a"),
            new Refusal.Empty(Role.TARGET, "/images/b"));
  }

  @Test
  void aReaderWithoutACardIsEmptyThoughItCannotBeOpened() {
    outlook
        .disk("/dev/sdc", 32, SIZE, 512)
        .failing(
            "/dev/sdc",
            new DeviceException.Disconnected(FakeOutlook.opening("/dev/sdc"), "ENOMEDIUM"));

    assertThat(pair.check("/dev/sdc", "/dev/sdb", new FakeDisk("/dev/sdc", 32, 0)).refusals())
        .containsExactly(new Refusal.Empty(Role.SOURCE, "/dev/sdc"));
  }

  @Test
  void aDiskThatCannotBeOpenedIsRefusedWithTheSystemsWord() {
    outlook.failing(
        "/dev/sda",
        new DeviceException.Unknown(FakeOutlook.opening("/dev/sda"), "EIO (Input/output error)"));

    assertThat(pair.check("/dev/sda", "/dev/sdb").refusals())
        .containsExactly(
            new Refusal.NotAccessible(
                Role.SOURCE, SDA.toString(), "EIO (Input/output error)", false));
  }

  private void denied(String path) {
    outlook
        .failing(
            path,
            new DeviceException.Denied(FakeOutlook.opening(path), "EACCES (Permission denied)"))
        .writing(path, Outlook.Writability.DENIED);
  }

  @Test
  void disksThatUdisks2OpensAreAsTheSystemTells() {
    denied("/dev/sda");
    denied("/dev/sdb");
    outlook.lending(Outlook.Lending.POSSIBLE);

    Verdict verdict = pair.check("/dev/sda", "/dev/sdb");

    assertThat(verdict.refusals()).isEmpty();
    assertThat(verdict.bytes()).hasValue(SIZE);
  }

  @ParameterizedTest
  @CsvSource({"NO_BUS, NO_BUS", "NO_UDISKS, NO_UDISKS"})
  void withoutUdisks2ADiskMayNotBeOpened(Outlook.Lending lending, Refusal.Hindrance hindrance) {
    denied("/dev/sda");
    outlook.lending(lending);

    assertThat(pair.check("/dev/sda", "/dev/sdb").refusals())
        .containsExactly(
            new Refusal.NotLent(
                Role.SOURCE, SDA.toString(), hindrance, "EACCES (Permission denied)"));
  }

  @Test
  void aPathThatCannotBeLookedAtIsRefused() {
    outlook.failing(
        "/secret/a",
        new DeviceException.Unknown(FakeOutlook.opening("/secret/a"), "ELOOP (too many links)"));

    assertThat(pair.check("/secret/a", "/dev/sdb").refusals())
        .containsExactly(
            new Refusal.NotAccessible(Role.SOURCE, "/secret/a", "ELOOP (too many links)", false));
  }

  @Test
  void aTargetThatMayNotBeWrittenIsRefused() {
    outlook.writing("/dev/sdb", Outlook.Writability.DENIED);

    assertThat(pair.check("/dev/sda", "/dev/sdb").refusals())
        .singleElement()
        .isInstanceOf(Refusal.NotAccessible.class);
  }

  @Test
  void aDirectoryThatTakesNoFilesIsRefused() {
    outlook.writing("/images", Outlook.Writability.READ_ONLY);

    assertThat(pair.check("/dev/sda", "/images/a.img").refusals())
        .containsExactly(new Refusal.ReadOnlyTarget("/images/a.img"));
  }

  @Test
  void aReadOnlyDiskIsRefusedAsTargetOnly() {
    sda.readOnly();
    sdb.readOnly();

    assertThat(pair.check("/dev/sda", "/dev/sdb").refusals())
        .containsExactly(new Refusal.ReadOnlyTarget(SDB.toString()));
  }

  @Test
  void aPartitionThatIsReadOnlyByItselfIsRefusedAsTargetOnly() {
    sda.readOnlyPartitions().partition(0, SIZE);
    sdb.readOnlyPartitions().partition(0, SIZE);
    outlook.disk("/dev/sda1", 1, SIZE, 512).disk("/dev/sdb1", 17, SIZE, 512);

    assertThat(pair.check("/dev/sda1", "/dev/sdb1").refusals())
        .containsExactly(new Refusal.ReadOnlyTarget("/dev/sdb1"));
    assertThat(pair.check("/dev/sda1", "/dev/sdb").refusals()).isEmpty();
  }

  @Test
  void aDiskThatIsWrittenInTheOrderOfItsZonesIsRefusedAsTargetOnly() {
    sda.zoned();
    assertThat(pair.check("/dev/sda", "/dev/sdb").refusals()).isEmpty();
    sdb.zoned();

    assertThat(pair.check("/dev/sda", "/dev/sdb").refusals())
        .singleElement()
        .isInstanceOfSatisfying(
            Refusal.NotAccessible.class,
            refusal -> {
              assertThat(refusal.name()).isEqualTo(SDB.toString());
              assertThat(refusal.reason()).contains("SMR");
            });
  }

  @Test
  void aTargetThatIsNotListedIsRefusedBecauseNobodyKnowsItsUsers() {
    outlook.disk("/dev/odd", 48, SIZE, 512);

    assertThat(pair.check("/dev/sda", "/dev/odd").refusals())
        .singleElement()
        .isInstanceOf(Refusal.NotAccessible.class);
  }

  @Test
  void aSourceThatIsNotListedIsTaken() {
    outlook.disk("/dev/odd", 48, SIZE, 512);

    assertThat(pair.check("/dev/odd", "/dev/sdb").refusals()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"2097152, true", "524288, false"})
  void otherLengthsAreRefusedAndFitStartIsNamedWhereItHelps(long target, boolean helps) {
    outlook.disk("/dev/sdb", 16, target, 512);

    assertThat(pair.check("/dev/sda", "/dev/sdb").refusals())
        .containsExactly(new Refusal.Lengths(SIZE, target, helps));
  }

  @Test
  void aLargerTargetIsTakenWithFitStart() {
    outlook.disk("/dev/sdb", 16, 3 * SIZE, 512);

    Verdict verdict = pair.check("/dev/sda", "/dev/sdb", FakePair.start());

    assertThat(verdict.refusals()).isEmpty();
    assertThat(verdict.warnings()).containsExactly(new Warning.TargetLarger(2 * SIZE));
  }

  @Test
  void aSmallerTargetIsRefusedWithFitStartToo() {
    outlook.disk("/dev/sdb", 16, SIZE / 2, 512);

    assertThat(pair.check("/dev/sda", "/dev/sdb", FakePair.start()).refusals())
        .containsExactly(new Refusal.Lengths(SIZE, SIZE / 2, false));
  }

  @Test
  void aSourceThatEndsInsideATargetsSectorDoesNotFitItsStart() {
    outlook.disk("/dev/sda", 0, SIZE + 512, 512).disk("/dev/sdb", 16, 2 * SIZE, 4096);

    assertThat(pair.check("/dev/sda", "/dev/sdb", FakePair.start()).refusals())
        .containsExactly(new Refusal.Lengths(SIZE + 512, 2 * SIZE, false));
  }

  @Test
  void sectorSizesWithoutACommonMeasureAreRefused() {
    outlook.disk("/dev/sda", 0, 520 * 512, 520).disk("/dev/sdb", 16, 520 * 512, 512);

    assertThat(pair.check("/dev/sda", "/dev/sdb").refusals())
        .containsExactly(new Refusal.SectorSizes(520, 512));
  }

  @ParameterizedTest
  @CsvSource({"512, 4096", "4096, 512"})
  void sectorSizesThatDifferAreWarnedAbout(int source, int target) {
    outlook.disk("/dev/sda", 0, SIZE, source).disk("/dev/sdb", 16, SIZE, target);

    Verdict verdict = pair.check("/dev/sda", "/dev/sdb");

    assertThat(verdict.refusals()).isEmpty();
    assertThat(verdict.warnings()).containsExactly(new Warning.SectorSizesDiffer(source, target));
  }

  @ParameterizedTest
  @CsvSource({"512, 65536", "65536, 4096"})
  void sectorsThatNoPartitionTableCountsInAreNoMatter(int source, int target) {
    outlook.disk("/dev/sda", 0, SIZE, source).disk("/dev/sdb", 16, SIZE, target);

    assertThat(pair.check("/dev/sda", "/dev/sdb").warnings()).isEmpty();
  }
}
