package app.diptych.clone.job;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.LoopDevice;
import app.diptych.Peers;
import app.diptych.block.Region;
import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Endpoint;
import app.diptych.clone.ExportPlan;
import app.diptych.clone.Images;
import app.diptych.clone.Job;
import app.diptych.clone.Journaling;
import app.diptych.clone.MirrorRequest;
import app.diptych.clone.Phase;
import app.diptych.clone.ServeRequest;
import app.diptych.clone.ServeResult;
import app.diptych.clone.Skipping;
import app.diptych.clone.check.KeptMaps;
import app.diptych.disks.DiskInventory;
import app.diptych.mirror.CopyMode;
import app.diptych.rescue.Maps;
import app.diptych.state.Folders;
import app.diptych.state.PrivateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A rescue that was broken off goes on from its map only while nobody else has written to its
/// disks: the map is compared in some places, and the rest would stay as the other one left it.
@Timeout(120)
final class OvertakenTest {
  private static final int SIZE = ImageJobs.SIZE;
  private static final CloneRequest.Options PLAIN = CloneRequest.Options.DEFAULT;
  private static final CloneRequest.Options SKIP = PLAIN.with(new Skipping(0, Optional.empty()));

  private final Path folder;
  private final ImageJobs jobs;
  private final Path map = KeptMaps.fresh();
  private final Path source;
  private final Path other;
  private final Path target;

  OvertakenTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.jobs = new ImageJobs(folder);
    this.source = jobs.image("source", 1, SIZE);
    this.other = jobs.image("other", 2, SIZE);
    this.target = jobs.image("target", 3, SIZE);
  }

  @BeforeEach
  void breakOff() {
    breakOff(source, target);
    assertThat(left()).hasSize(1);
  }

  @AfterEach
  void forget() throws IOException {
    var journals = new Journals(Optional.empty());
    for (Journals.BrokenOff kept : left()) {
      journals.forget(kept);
    }
    Files.deleteIfExists(map);
  }

  private void breakOff(Path from, Path onto) {
    var held = new Job[1];
    CloneListener ending =
        phase -> {
          if (phase == Phase.COPYING) {
            held[0].cancel();
          }
        };
    CloneRequest request =
        Images.request(from, onto, PLAIN.with(new Skipping(0, Optional.of(map))));
    held[0] = new CloneJob(request, DiskInventory.ofThisMachine(), ending);
    assertThat(held[0].run()).isInstanceOf(CloneResult.Cancelled.class);
  }

  /// What could go on from the map.
  private List<Journals.BrokenOff> left() {
    return new Journals(Optional.empty())
        .brokenOff().stream()
            .filter(kept -> kept.request().options().map().equals(Optional.of(map)))
            .toList();
  }

  private CloneResult clone(Path from, Path onto, CloneRequest.Options options) {
    return job(from, onto, options).run();
  }

  private static CloneJob job(Path from, Path onto, CloneRequest.Options options) {
    return new CloneJob(
        Images.request(from, onto, options), DiskInventory.ofThisMachine(), CloneListener.NONE);
  }

  private void assertCloned(CloneResult result) {
    assertThat(result).isInstanceOf(CloneResult.Completed.class);
    assertThat(left()).isEmpty();
  }

  @Test
  void byARescueWithoutAMapOfOurOwn() {
    assertCloned(clone(other, target, SKIP));
  }

  @Test
  void byARescueOfTheSameDisksThatKnowsNothingOfTheMap() {
    assertCloned(clone(source, target, SKIP));
  }

  @Test
  void byARescueWithAMapOfSomebodys() {
    assertCloned(
        clone(
            other,
            target,
            PLAIN.with(new Skipping(0, Optional.of(folder.resolve("somebodys.map"))))));
  }

  @Test
  void byAnotherNameOfTheTarget() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), target);

    assertCloned(clone(other, link, PLAIN));
  }

  @Test
  void byAHardLinkToTheTarget() throws IOException {
    Path link = Files.createLink(folder.resolve("link"), target);

    assertCloned(clone(other, link, SKIP));
  }

  @Test
  void byACloneWhoseJournalIsKeptElsewhere() {
    var elsewhere = new Journaling(Optional.of(folder.resolve("journals")), false);

    assertCloned(clone(other, target, PLAIN.with(elsewhere)));
  }

  /// Breaks off another one, and tells where its journal is.
  private String journalOf(Path source, Path target) throws IOException {
    PrivateFolder journals = Folders.ofThisUser().state().folder("journals");
    List<String> before = journals.list();
    breakOff(source, target);
    String name = journals.list().stream().filter(n -> !before.contains(n)).findFirst().get();
    return journals.path().resolve(name).toString();
  }

  private void assertStuck(String journal, Path onto) {
    CloneJob job = job(other, onto, PLAIN);
    assertThat(job.run()).isInstanceOf(CloneResult.Completed.class);
    assertThat(job.report().orElseThrow().faults().warnings())
        .anySatisfy(line -> assertThat(line).contains("cannot be removed", journal, "remove it"));
  }

  @Test
  void byACloneThatCanNeitherReadNorRemoveTheJournalOfAnother() throws Exception {
    Peers.requireRoot();
    String path = journalOf(other, jobs.image("third", 4, SIZE));
    // Nothing is at the beginning of this process's memory: the system says EIO.
    Peers.run("mount", "--bind", "/proc/" + ProcessHandle.current().pid() + "/mem", path);
    try {
      assertStuck(path, target);
    } finally {
      Peers.run("umount", path);
    }
    assertThat(left())
        .singleElement()
        .satisfies(kept -> assertThat(kept.request().source().toString()).endsWith("other"));
  }

  @Test
  void byACloneThatCanReadTheJournalAndNotRemoveIt() throws Exception {
    Peers.requireRoot();
    Path third = jobs.image("third", 4, SIZE);
    String path = journalOf(source, third);
    // What is mounted on cannot be removed.
    Peers.run("mount", "--bind", path, path);
    try {
      assertStuck(path, third);
    } finally {
      Peers.run("umount", path);
    }
  }

  @Test
  void byALoopDeviceOverTheTarget() {
    try (LoopDevice loop = LoopDevice.of(target, 512)) {
      assertCloned(clone(other, loop.path(), PLAIN));
    }
  }

  @Test
  void byAnotherNameOfALoopDeviceAndByTheFileThatWasUnderIt() throws IOException {
    try (LoopDevice loop = LoopDevice.of(jobs.image("third", 4, SIZE), 512)) {
      breakOff(source, loop.path());
      assertThat(left()).hasSize(2);
      Path link = Files.createSymbolicLink(folder.resolve("by-id"), loop.path());
      assertThat(clone(other, link, SKIP)).isInstanceOf(CloneResult.Completed.class);
      Files.delete(link);
      assertThat(left()).hasSize(1);
      breakOff(source, loop.path());
    }
    assertThat(clone(other, folder.resolve("third"), SKIP))
        .isInstanceOf(CloneResult.Completed.class);
    assertThat(left()).hasSize(1);
  }

  private CloneResult repair(Path from) {
    CloneRequest request = Images.request(from, target, PLAIN);
    return new RepairJob(request, DiskInventory.ofThisMachine(), CloneListener.NONE).run();
  }

  @Test
  void byARepairFromAnotherSource() {
    assertCloned(repair(other));
  }

  @Test
  void butNotByARepairFromItsOwn() {
    assertThat(repair(source)).isInstanceOf(CloneResult.Completed.class);
    assertThat(left()).hasSize(1);
  }

  @Test
  void byACloneOntoItsSource() {
    assertCloned(clone(other, source, PLAIN));
  }

  private void serve(Path device, boolean isReadOnly) {
    var plan = new ExportPlan(Optional.empty(), isReadOnly, Optional.empty(), false);
    var request = new ServeRequest(Endpoint.parse(device.toString()), plan, true);
    var held = new ServeJob[1];
    held[0] = new ServeJob(request, DiskInventory.ofThisMachine(), _ -> held[0].cancel(), _ -> {});
    assertThat(held[0].run()).isEqualTo(new ServeResult.Ended());
  }

  @Test
  void byClientsThatMayWriteToItsSource() {
    serve(source, true);
    serve(other, false);
    assertThat(left()).hasSize(1);

    serve(source, false);
    assertThat(left()).isEmpty();
  }

  @Test
  void byClientsThatMayWriteToItsTarget() {
    serve(target, false);
    assertThat(left()).isEmpty();
  }

  private void mirror(Path from, boolean isReadOnly) throws Exception {
    var plan = new ExportPlan(Optional.empty(), isReadOnly, Optional.empty(), false);
    var request =
        new MirrorRequest(
            Images.request(from, folder.resolve("third"), PLAIN), plan, CopyMode.WRITE_BLOCKING);
    try (var running = RunningMirror.of(request, MirrorJob::cancel)) {
      assertThat(running.result()).isNotInstanceOf(CloneResult.Refused.class);
    }
  }

  @Test
  void byClientsOfAMirrorOfItsSource() throws Exception {
    mirror(source, true);
    assertThat(left()).hasSize(1);

    mirror(source, false);
    assertThat(left()).isEmpty();
  }

  @Test
  void butNotByWhatWritesToNeither() throws IOException {
    assertThat(clone(target, jobs.image("third", 4, SIZE), SKIP))
        .isInstanceOf(CloneResult.Completed.class);
    assertThat(left()).hasSize(1);
  }

  @Test
  void norAreMapsDroppedThatAJobGoesOnFromHoweverManyAreKept() throws Exception {
    Maps.callFinished(map, SIZE, new Region(0, 512));
    List<Path> others = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        others.add(Files.createFile(KeptMaps.fresh()));
      }
      Path source2 = jobs.image("source2", 4, SIZE);
      Path target2 = jobs.image("target2", 5, SIZE);
      Path kept = KeptMaps.fresh();
      others.add(kept);
      CloneRequest.Options mapped = PLAIN.with(new Skipping(0, Optional.of(kept)));

      assertThat(clone(source2, target2, mapped)).isInstanceOf(CloneResult.Completed.class);

      assertThat(map).exists();
      assertThat(kept).exists();
      assertThat(others.stream().filter(Files::exists)).hasSizeLessThan(others.size());
    } finally {
      for (Path other : others) {
        Files.deleteIfExists(other);
      }
    }
  }

  @Test
  void butNotByWhatIsRefused() throws Exception {
    Path somebodys = folder.resolve("somebodys.map");
    Maps.callFinished(somebodys, SIZE, new Region(0, SIZE));

    assertThat(clone(other, target, PLAIN.with(new Skipping(0, Optional.of(somebodys)))))
        .isInstanceOf(CloneResult.Refused.class);
    assertThat(left()).hasSize(1);
  }
}
