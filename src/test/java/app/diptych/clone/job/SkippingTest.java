package app.diptych.clone.job;

import static app.diptych.clone.Results.completed;
import static app.diptych.clone.Results.failed;
import static app.diptych.clone.Results.refusals;
import static app.diptych.clone.Results.skipped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.BadDisk;
import app.diptych.Peers;
import app.diptych.block.Content;
import app.diptych.block.Region;
import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Comparison;
import app.diptych.clone.Endings;
import app.diptych.clone.Endpoint;
import app.diptych.clone.Fit;
import app.diptych.clone.Images;
import app.diptych.clone.Job;
import app.diptych.clone.Phase;
import app.diptych.clone.Refusal;
import app.diptych.clone.Skipping;
import app.diptych.clone.check.KeptMaps;
import app.diptych.disks.DiskInventory;
import app.diptych.rescue.MapFile;
import app.diptych.rescue.Status;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clones that pass over what cannot be read.
@Timeout(240)
final class SkippingTest {
  private static final int SIZE = ImageJobs.SIZE;

  private final Path folder;
  private final ImageJobs jobs;
  private final Path map;

  SkippingTest(@TempDir Path folder) {
    this.folder = folder;
    this.jobs = new ImageJobs(folder);
    this.map = folder.resolve("map");
  }

  private CloneRequest.Options options(boolean verify) {
    return new CloneRequest.Options(Fit.EXACT, verify, false, Optional.empty())
        .with(new Skipping(1, Optional.of(map)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aHealthySourceIsClonedAsEver(boolean verify) throws Exception {
    Path source = jobs.image("a", 1, SIZE);

    CloneResult result = jobs.job(source, folder.resolve("b"), options(verify)).run();

    CloneResult.Completed completed = completed(result);
    assertThat(completed.bytes()).isEqualTo(SIZE);
    assertThat(completed.verified()).isEqualTo(verify);
    assertThat(folder.resolve("b")).satisfies(Content.of(source));
    assertThat(new MapFile(map).read(SIZE).map().bytes(Status.FINISHED)).isEqualTo(SIZE);
    assertThat(jobs.listener().phases())
        .containsExactlyElementsOf(
            verify
                ? List.of("preparing", "copying", "flushing", "verifying")
                : List.of("preparing", "copying", "flushing"));
  }

  @Test
  void verifiedByHashesTheSourceIsReadOnce() throws Exception {
    int size = 5 << 20;
    Path source = jobs.image("a", 1, size);
    var byHash = new Comparison(Comparison.Way.HASH, false);
    var job = jobs.job(source, folder.resolve("b"), options(true).with(byHash, true));

    assertThat(completed(job.run()).verified()).isTrue();
    assertThat(job.report().orElseThrow().amounts().compared()).isEqualTo(size);
    assertThat(job.report().orElseThrow().amounts().read()).isLessThan(size + (1 << 20));
    assertThat(folder.resolve("b")).satisfies(Content.of(source));
  }

  @Test
  void aMapOfOurOwnThatIsNotTrueAnyMoreIsNotBelieved() throws Exception {
    Path kept = KeptMaps.fresh();
    Path target = folder.resolve("b");
    try (var disk = BadDisk.of(folder, jobs.image("a", 1, SIZE), "8192:12288")) {
      brokenOff(disk, target, kept);
      try (var image = new RandomAccessFile(target.toFile(), "rw")) {
        image.write(new byte[4096]);
      }

      new CloneJob(only(target).request(), DiskInventory.ofThisMachine(), CloneListener.NONE).run();

      byte[] expected = Content.random(1, SIZE);
      Arrays.fill(expected, 8192, 12288, (byte) 0);
      assertThat(target).satisfies(Content.of(expected));
    } finally {
      Files.deleteIfExists(kept);
    }
  }

  /// A clone with a map of the program's own, which is ended when it begins to try again.
  private CloneRequest.Options brokenOff(BadDisk source, Path target, Path kept) throws Exception {
    var options =
        new CloneRequest.Options(Fit.EXACT, false, false, Optional.empty())
            .with(new Skipping(0, Optional.of(kept)));
    var request =
        new CloneRequest(
            new Endpoint.DiskPath(source.path()), new Endpoint.ImageFile(target), options);
    var ending = new EndingAt(Phase.RESCUING);
    var job = new CloneJob(request, DiskInventory.ofThisMachine(), ending);
    ending.job = Optional.of(job);
    assertThat(job.run()).isInstanceOf(CloneResult.Cancelled.class);
    return options;
  }

  private static final class EndingAt implements CloneListener {
    private final Phase phase;
    private Optional<Job> job = Optional.empty();

    EndingAt(Phase phase) {
      this.phase = phase;
    }

    @Override
    public void phase(Phase reached) {
      if (reached == phase) {
        job.ifPresent(Job::cancel);
      }
    }
  }

  @Test
  void whatWasBrokenOffGoesOnFromItsOwnMapOnTheSameDisksOnly() throws Exception {
    Path kept = KeptMaps.fresh();
    Path target = folder.resolve("b");
    Path content = jobs.image("a", 1, SIZE);
    try (var disk = BadDisk.of(folder, content, "8192:12288")) {
      brokenOff(disk, target, kept);
      Journals.BrokenOff left = only(target);
      assertThat(left.bytesDone()).isBetween(1L, SIZE - 1L);
      assertThat(left.request().options().skipping()).contains(new Skipping(0, Optional.of(kept)));

      CloneResult another = jobs.job(content, target, left.request().options()).run();
      CloneResult same =
          new CloneJob(left.request(), DiskInventory.ofThisMachine(), CloneListener.NONE).run();

      assertThat(refusals(another)).hasOnlyElementsOfType(Refusal.NoJournal.class);
      assertThat(same).isInstanceOf(CloneResult.Skipped.class);
      assertThat(ofTarget(target)).isEmpty();
    } finally {
      Files.deleteIfExists(kept);
    }
  }

  private static List<Journals.BrokenOff> ofTarget(Path target) {
    return new Journals(Optional.empty())
        .brokenOff().stream()
            .filter(left -> left.request().target().toString().equals(target.toString()))
            .toList();
  }

  private static Journals.BrokenOff only(Path target) {
    assertThat(ofTarget(target)).hasSize(1);
    return ofTarget(target).getFirst();
  }

  @Test
  void aSourceInUseIsNotRescued() {
    assertThatThrownBy(
            () -> jobs.live(folder.resolve("a"), folder.resolve("b"), options(false), _ -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void retriesAreNotNegative() {
    assertThatThrownBy(() -> new Skipping(-1, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRealDiskWithBadSectorsIsClonedAndVerified() throws Exception {
    Path content = jobs.image("content", 1, 12 << 20);
    Path target = jobs.image("b", 2, 12 << 20);
    var bad = List.of(new Region(1 << 20, 512), new Region(9_000_448, 8192));
    try (BadDisk disk = BadDisk.of(folder, content, "1048576:1049088", "9000448:9008640")) {
      CloneResult.Skipped skipped = skipped(run(disk.path(), target, options(true)));
      assertThat(skipped.unreadable()).isEqualTo(bad);
      assertThat(skipped.bytesUnreadable()).isEqualTo(8704);
      assertThat(skipped.verified()).isTrue();
    }
    byte[] expected = Content.random(1, 12 << 20);
    bad.forEach(r -> Arrays.fill(expected, (int) r.offset(), (int) r.end(), (byte) 0));
    assertThat(target).satisfies(Content.of(expected));
    assertThat(jobs.listener().phases())
        .containsExactly("preparing", "copying", "rescuing", "flushing", "verifying");
    Peers.run("ddrescuelog", "-t", map.toString());
  }

  @Test
  void withoutTheOptionTheFirstUnreadableSectorEndsTheJobAndItSaysHowToGoOn() throws Exception {
    Path content = jobs.image("content", 1, 12 << 20);
    try (BadDisk disk = BadDisk.of(folder, content, "1048576:1049088")) {
      Path target = folder.resolve("b");
      CloneRequest request = Images.request(disk.path(), target, CloneRequest.Options.DEFAULT);
      CloneResult.Failed failed = failed(run(disk.path(), target, CloneRequest.Options.DEFAULT));
      assertThat(failed.reason())
          .startsWith("source: read " + disk.path() + " @1048576+4194304: EIO");
      assertThat(failed.couldSkip()).isTrue();
      assertThat(Endings.of(failed, request))
          .contains("; all the rest can be copied by passing over what is unreadable");
    }
  }

  private CloneResult run(Path source, Path target, CloneRequest.Options options) {
    CloneRequest request = Images.request(source, target, options);
    var disks = DiskInventory.ofThisMachine();
    return new CloneJob(request, disks, jobs.listener()).run();
  }
}
