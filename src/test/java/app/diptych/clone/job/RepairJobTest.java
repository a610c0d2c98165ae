package app.diptych.clone.job;

import static app.diptych.clone.Results.refusals;
import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.LoopDevice;
import app.diptych.Peers;
import app.diptych.block.Content;
import app.diptych.block.Region;
import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Endpoint;
import app.diptych.clone.Images;
import app.diptych.clone.Phase;
import app.diptych.clone.Refusal;
import app.diptych.clone.Warning;
import app.diptych.clone.Wording;
import app.diptych.disks.DiskInventory;
import app.diptych.report.JobReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Copying again only what differs.
@Timeout(240)
final class RepairJobTest {
  private static final int SIZE = ImageJobs.SIZE;

  private final Path folder;
  private final ImageJobs jobs;
  private final Path source;
  private final Path target;

  RepairJobTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.jobs = new ImageJobs(folder);
    this.source = jobs.image("a", 1, SIZE);
    this.target = jobs.image("b", 1, SIZE);
  }

  private static RepairJob job(Path source, Path target, CloneListener listener) {
    return new RepairJob(
        Images.request(source, target, CloneRequest.Options.DEFAULT),
        DiskInventory.of(List::of),
        listener);
  }

  private static CloneListener on(BiConsumer<Phase, Integer> action) {
    var times = new AtomicInteger();
    return phase -> action.accept(phase, times.incrementAndGet());
  }

  @Test
  void onlyWhatDiffersIsCopiedAgain() throws IOException {
    Images.flip(target, 700);
    Images.flip(target, 3_000_000);
    Images.flip(target, SIZE - 1);
    RepairJob job = job(source, target, jobs.listener());

    assertThat(job.run()).isInstanceOf(CloneResult.Completed.class);

    JobReport report = job.report().orElseThrow();
    assertThat(target).satisfies(Content.of(source));
    assertThat(jobs.listener().warnings())
        .hasOnlyElementsOfType(Warning.TargetHasData.class)
        .extracting(Wording::of)
        .singleElement()
        .asString()
        .contains("What of it equals the source stays");
    assertThat(report.faults().warnings())
        .singleElement()
        .asString()
        .contains("What of it equals the source stays");
    assertThat(report.kind()).isEqualTo(JobReport.Kind.REPAIR);
    assertThat(report.amounts().written()).isEqualTo(3 * 512);
    assertThat(report.faults().repaired().first())
        .containsExactly(
            new Region(512, 512),
            new Region(3_000_000 - 3_000_000 % 512, 512),
            new Region(SIZE - 512, 512));
    assertThat(report.message()).contains("1536 bytes", "regions: 3", "equal");
    assertThat(report.course().phases())
        .extracting(JobReport.Phase::name)
        .containsSubsequence("verifying", "copying", "flushing", "verifying");
  }

  @Test
  void whereNothingDiffersNothingIsWritten() {
    RepairJob job = job(source, target, jobs.listener());

    assertThat(job.run()).isInstanceOf(CloneResult.Completed.class);
    assertThat(job.report().orElseThrow().amounts().written()).isZero();
    assertThat(job.report().orElseThrow().message()).contains("are equal");
  }

  @Test
  void aTargetThatGoesBadAgainIsToldAsDifferent() {
    Images.flip(target, 700);
    // Damaged again as soon as all was copied.
    CloneListener damage =
        on((phase, time) -> {
          if (phase == Phase.VERIFYING && time > 2) {
            Images.flip(target, 5000);
          }
        });
    RepairJob job = job(source, target, damage);

    assertThat(job.run()).isEqualTo(new CloneResult.Mismatch(List.of(new Region(4608, 512)), 512));
    assertThat(job.report().orElseThrow().message())
        .contains("still differ", "If anything else writes to either, repair again");
  }

  @Test
  void aTargetThatIsNotThereIsRefusedAndNotCreated() {
    Path nowhere = folder.resolve("c");

    assertThat(refusals(job(source, nowhere, jobs.listener()).run()))
        .containsExactly(new Refusal.NothingToCompare(nowhere));
    assertThat(nowhere).doesNotExist();
  }

  @Test
  void theChecksOfACloneComeFirst() throws IOException {
    Path longer = Files.write(folder.resolve("d"), new byte[SIZE + 512]);

    assertThat(job(source, source, jobs.listener()).run()).isInstanceOf(CloneResult.Refused.class);
    assertThat(refusals(job(source, longer, jobs.listener()).run()))
        .containsExactly(new Refusal.Lengths(SIZE, SIZE + 512L, true));
  }

  @Test
  void itCanBeCancelledBeforeAndWhileItCopies() throws IOException {
    RepairJob early = job(source, target, jobs.listener());
    early.cancel();
    assertThat(early.run()).isInstanceOf(CloneResult.Cancelled.class);

    Path other = jobs.image("e", 2, SIZE);
    var held = new RepairJob[1];
    held[0] =
        job(
            source,
            other,
            on((phase, _) -> {
              if (phase == Phase.COPYING) {
                held[0].cancel();
              }
            }));
    assertThat(held[0].run()).isEqualTo(new CloneResult.Cancelled(0, SIZE));
    assertThat(held[0].report().orElseThrow().message()).contains("incomplete");
  }

  @Test
  void aRealDiskIsRepairedByWholeSectorsAndOneInUseRefused() throws Exception {
    int size = 8 << 20;
    Path image = Files.write(folder.resolve("image"), Content.random(4, size));
    try (LoopDevice disk = LoopDevice.create(folder, size, 4096)) {
      Peers.run("dd", "if=" + image, "of=" + disk, "bs=1M", "conv=fsync", "status=none");
      Peers.run("dd", "if=/dev/zero", "of=" + disk, "bs=4096", "seek=3", "count=1", "status=none");
      var request =
          new CloneRequest(
              new Endpoint.ImageFile(image),
              new Endpoint.DiskPath(disk.path()),
              CloneRequest.Options.DEFAULT);
      DiskInventory disks = DiskInventory.ofThisMachine();
      var job = new RepairJob(request, disks, CloneListener.NONE);

      assertThat(job.run()).isInstanceOf(CloneResult.Completed.class);
      assertThat(job.report().orElseThrow().faults().repaired().first())
          .containsExactly(new Region(3 * 4096, 4096));
      Peers.run("cmp", image.toString(), disk.toString());

      try (LoopDevice holder = LoopDevice.of(disk.path(), 4096)) {
        assertThat(new RepairJob(request, disks, CloneListener.NONE).run())
            .as(holder.toString())
            .isInstanceOf(CloneResult.Refused.class);
      }
    }
  }
}
