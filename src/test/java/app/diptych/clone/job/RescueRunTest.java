package app.diptych.clone.job;

import static app.diptych.clone.Results.failed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.block.BlockDevice;
import app.diptych.block.Content;
import app.diptych.block.DeviceException;
import app.diptych.block.Fault;
import app.diptych.block.FaultyDevice;
import app.diptych.block.MemoryDevice;
import app.diptych.block.Operation;
import app.diptych.block.Region;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Endpoint;
import app.diptych.clone.Phase;
import app.diptych.clone.Refusal;
import app.diptych.clone.RefusedException;
import app.diptych.clone.Skipping;
import app.diptych.clone.Warning;
import app.diptych.clone.check.FakeDisk;
import app.diptych.clone.check.KeptMaps;
import app.diptych.clone.check.Place;
import app.diptych.clone.check.Subject;
import app.diptych.clone.control.Control;
import app.diptych.rescue.Ends;
import app.diptych.rescue.Maps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
final class RescueRunTest {
  private static final int SIZE = 9 << 20;

  @TempDir private Path folder;
  private final RecordingListener listener = new RecordingListener();
  private final Control control = Control.of(listener, System::nanoTime);
  private final MemoryDevice below = new MemoryDevice("the-source", SIZE, 512);
  private final MemoryDevice copy = new MemoryDevice("the-target", SIZE, 512);
  private final FaultyDevice source = new FaultyDevice(below);
  private final FaultyDevice target = new FaultyDevice(copy);

  @BeforeEach
  void prepare() throws DeviceException {
    Content.fill(below, 1);
  }

  @AfterEach
  void takeBack() {
    below.close();
    copy.close();
  }

  private RescueRun.Result run(BlockDevice from, Optional<Path> map) throws RefusedException {
    var options = CloneRequest.Options.DEFAULT.with(new Skipping(0, map));
    return new RescueRun(new Ends(from, target), options, 0, control).run(() -> {});
  }

  private static CloneResult end(RescueRun.Result result) {
    assertThat(result).isInstanceOf(RescueRun.Result.Ended.class);
    return ((RescueRun.Result.Ended) result).how();
  }

  @Test
  void whatCannotBeReadIsNamed() throws Exception {
    Region bad = new Region(5 << 20, 1024);
    source.failAt(Operation.READ, bad, Fault.eio());

    assertThat(run(source, Optional.empty())).isEqualTo(new RescueRun.Result.Copied(List.of(bad)));
    assertThat(listener.phases()).containsExactly("copying", "rescuing", "flushing");
    assertThat(control.board().progress().percent()).isEqualTo(100);
  }

  @Test
  void aSourceThatIsGoneIsAFailure() throws Exception {
    source.failFrom(Operation.READ, 2, Fault.disconnected());

    CloneResult.Failed failed = failed(end(run(source, Optional.empty())));
    assertThat(failed.phase()).isEqualTo(Phase.COPYING);
    assertThat(failed.reason()).startsWith("source: read the-source @");
  }

  @Test
  void aTargetThatFailsIsAFailure() throws Exception {
    target.failFrom(Operation.FLUSH, 1, Fault.eio());

    CloneResult.Failed failed = failed(end(run(source, Optional.empty())));
    assertThat(failed.phase()).isEqualTo(Phase.FLUSHING);
    assertThat(failed.reason()).startsWith("target: flush the-target");
  }

  private Path mapCallingFinished(Region region) throws Exception {
    Path map = folder.resolve("map");
    Maps.callFinished(map, SIZE, region);
    return map;
  }

  @Test
  void aMapOfOurOwnThatAPersonNamesIsRefusedAsAnyOther() throws Exception {
    assertThat(KeptMaps.admit(Set.of())).isTrue();
    Path map = KeptMaps.fresh();
    Maps.callFinished(map, SIZE, new Region(0, SIZE));
    try {
      assertThatThrownBy(() -> run(source, Optional.of(map)))
          .isInstanceOfSatisfying(
              RefusedException.class,
              refused ->
                  assertThat(refused.refusals()).hasOnlyElementsOfType(Refusal.MapUnusable.class));
      assertThat(target.count(Operation.WRITE)).isZero();
    } finally {
      Files.delete(map);
    }
  }

  @Test
  void whatTheMapCallsFinishedIsComparedAndLeftAlone() throws Exception {
    Content.write(copy, 4096, Content.read(below, 4096, 4096));
    Path map = mapCallingFinished(new Region(4096, 4096));
    target.failAt(Operation.WRITE, new Region(4096, 4096), Fault.eio());

    assertThat(run(source, Optional.of(map))).isEqualTo(new RescueRun.Result.Copied(List.of()));
    assertThat(Content.readAll(copy)).isEqualTo(Content.readAll(below));
  }

  @Test
  void whereNothingCanBeReadAgainItGoesOnAndSaysThatTheMapIsUnseen() throws Exception {
    source.failAt(Operation.READ, new Region(0, 4 << 20), Fault.eio());
    Path map = mapCallingFinished(new Region(0, 4 << 20));

    assertThat(run(source, Optional.of(map))).isEqualTo(new RescueRun.Result.Copied(List.of()));
    assertThat(listener.warnings()).containsExactly(new Warning.MapUnseen(map, 0, 64));
  }

  @Test
  void aMapOfAnotherPairIsRefusedThoughSomeOfTheSourceCannotBeRead() throws Exception {
    source.failAt(Operation.READ, new Region(0, 1 << 20), Fault.eio());
    Path map = mapCallingFinished(new Region(0, 4 << 20));

    assertThatThrownBy(() -> run(source, Optional.of(map))).isInstanceOf(RefusedException.class);
    assertThat(target.count(Operation.WRITE)).isZero();
  }

  @Test
  void aTargetThatCannotBeReadWhereTheMapCallsItFinishedIsAFailure() throws Exception {
    target.failAt(Operation.READ, new Region(0, 4096), Fault.eio());
    Path map = mapCallingFinished(new Region(0, 4 << 20));

    assertThat(failed(end(run(source, Optional.of(map)))).reason())
        .startsWith("target: read the-target @0+");
    assertThat(target.count(Operation.WRITE)).isZero();
  }

  @Test
  void aMapThatCannotBeWrittenIsAFailure() throws Exception {
    Path map = folder.resolve("no/map");

    assertThat(failed(end(run(source, Optional.of(map)))).reason())
        .startsWith("the map " + map + " could not be written: ")
        .doesNotContain("Exception");
  }

  @Test
  void aWishToEndIsFollowed() throws Exception {
    control.cancellation().cancel();

    assertThat(end(run(source, Optional.empty()))).isEqualTo(new CloneResult.Cancelled(0, SIZE));
  }

  @Test
  void whatFailsAfterTheWishToEndIsCutShort() throws Exception {
    target.failFrom(Operation.FLUSH, 1, Fault.disconnected());
    control.cancellation().cancel();

    assertThat(end(run(source, Optional.empty()))).isInstanceOf(CloneResult.Cancelled.class);
  }

  @Test
  void physicalSectorsAreThoseOfTheDiskWhereThePartitionBeginsWithOne() {
    var disk = new FakeDisk("/dev/sda", 0, SIZE).partition(4096, 8192).partition(512, 8192).disk();

    assertThat(sector(new Place(disk, Optional.empty()))).isEqualTo(4096);
    assertThat(sector(new Place(disk, Optional.of(disk.partitions().getFirst())))).isEqualTo(4096);
    assertThat(sector(new Place(disk, Optional.of(disk.partitions().getLast())))).isZero();
    assertThat(
            RescueRun.physicalSector(Subject.unknown(Refusal.Role.SOURCE, Endpoint.parse("a.img"))))
        .isZero();
  }

  private static int sector(Place place) {
    return RescueRun.physicalSector(
        new Subject(
            Refusal.Role.SOURCE,
            new Endpoint.DiskPath(Path.of("/dev/sda")),
            Optional.empty(),
            Optional.empty(),
            Optional.of(place),
            false));
  }
}
