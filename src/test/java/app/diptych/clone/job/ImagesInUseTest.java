package app.diptych.clone.job;

import static app.diptych.clone.job.ImageJobs.SIZE;
import static app.diptych.clone.job.ImageJobs.VERIFY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.Peers;
import app.diptych.block.Content;
import app.diptych.block.os.OpenOptions;
import app.diptych.block.os.RawDevice;
import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Endpoint;
import app.diptych.clone.ExportPlan;
import app.diptych.clone.Fit;
import app.diptych.clone.Images;
import app.diptych.clone.Phase;
import app.diptych.clone.Refusal;
import app.diptych.clone.ServeRequest;
import app.diptych.clone.ServeResult;
import app.diptych.clone.Verdict;
import app.diptych.clone.Warning;
import app.diptych.clone.check.Preflight;
import app.diptych.disks.DiskInventory;
import app.diptych.disks.Use;
import app.diptych.nbd.PeerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Images that other programs use while they are to be cloned, and the other way round.
@Tag("peer")
@Timeout(240)
final class ImagesInUseTest {
  private static final CloneRequest.Options ACCEPTING =
      new CloneRequest.Options(Fit.EXACT, false, true, Optional.empty());

  @TempDir private Path folder;
  private ImageJobs jobs;
  private Path source;
  private Path target;

  @BeforeEach
  void images() throws Exception {
    Peers.require("qemu-nbd");
    jobs = new ImageJobs(folder);
    source = jobs.image("a", 1, SIZE);
    target = jobs.image("b", 2, SIZE);
  }

  private static void assertInUse(List<Use> uses, Use.HolderKind kind) {
    Images.assertHeld(uses, kind, "qemu-nbd");
  }

  private static List<Use> usesOfSource(CloneResult result) {
    return ((Refusal.SourceInUse) ((CloneResult.Refused) result).refusals().getFirst()).uses();
  }

  private static List<Use> usesOfTarget(CloneResult result) {
    return ((Refusal.TargetInUse) ((CloneResult.Refused) result).refusals().getFirst()).uses();
  }

  @Test
  void aSourceThatAnotherProgramWritesIsRefusedUnlessThatIsAccepted() throws Exception {
    try (var _ = PeerProcess.qemu(source)) {
      assertInUse(usesOfSource(jobs.job(source, target, VERIFY).run()), Use.HolderKind.WRITER);
      assertThat(target).satisfies(Content.of(Content.random(2, SIZE)));

      assertThat(jobs.job(source, target, ACCEPTING).run())
          .isInstanceOf(CloneResult.Completed.class);
    }
  }

  @Test
  void aTargetThatAnotherProgramReadsIsRefused() throws Exception {
    Path link = Files.createLink(folder.resolve("link"), target);
    try (var _ = PeerProcess.qemu(target, "-r")) {
      assertInUse(usesOfTarget(jobs.job(source, link, VERIFY).run()), Use.HolderKind.READER);
    }
    assertThat(target).satisfies(Content.of(Content.random(2, SIZE)));
  }

  @Test
  void aSourceThatAnotherProgramReadsIsCloned() throws Exception {
    try (var _ = PeerProcess.qemu(source, "-r")) {
      assertThat(jobs.job(source, target, VERIFY).run()).isInstanceOf(CloneResult.Completed.class);
    }
  }

  @Test
  void aComparisonWarnsOnceOfWhoWrites() throws Exception {
    var request = Images.request(source, target, CloneRequest.Options.DEFAULT);
    var job = new VerifyJob(request, jobs.listener());
    try (var _ = PeerProcess.qemu(target)) {
      assertThat(job.run()).isInstanceOf(CloneResult.Mismatch.class);
    }
    assertThat(jobs.listener().warnings())
        .singleElement()
        .isInstanceOfSatisfying(
            Warning.OfferedInUse.class,
            warning -> assertInUse(warning.uses(), Use.HolderKind.WRITER));
    assertThat(job.report().orElseThrow().faults().warnings())
        .singleElement()
        .asString()
        .contains("b is in use: ", "qemu-nbd");
  }

  @Test
  void aSourceThatIsTakenAfterTheChecksIsRefused() throws Exception {
    var taken = new ArrayList<RawDevice>();
    CloneResult result =
        jobs.after(
                source, target, VERIFY, () -> taken.add(RawDevice.open(source, OpenOptions.TARGET)))
            .run();
    taken.forEach(RawDevice::close);

    assertThat(usesOfSource(result))
        .containsExactly(new Use.Held(source.toString(), Use.HolderKind.WRITER, "another program"));
  }

  @Test
  void bothSidesOfAMirrorAreLetAloneByOthersUntilItEnds() throws Exception {
    CloneRequest request = Images.request(source, target, CloneRequest.Options.DEFAULT);
    try (var mirror = RunningMirror.of(request)) {
      mirror.listener().await(Phase.IN_SYNC);

      assertThatThrownBy(() -> write(source)).hasMessageContaining("lock");
      assertThatThrownBy(() -> write(target)).hasMessageContaining("lock");
      assertThat(new VerifyJob(request, CloneListener.NONE).run())
          .isInstanceOf(CloneResult.Completed.class);
    }
    write(source);
    write(target);
  }

  private static void write(Path image) {
    Peers.run("qemu-io", "-f", "raw", "-c", "write 0 512", image.toString());
  }

  @Test
  void whatIsOfferedForReadingMayBeWrittenByOthersOrIsKeptFromIt() throws Exception {
    var plan = new ExportPlan(Optional.empty(), true, Optional.empty(), false);
    var request = new ServeRequest(Endpoint.parse(source.toString()), plan, true);
    try (var _ = PeerProcess.qemu(source)) {
      Verdict verdict = new Preflight(DiskInventory.of(List::of)).check(request);

      assertThat(verdict.refusals()).isEmpty();
      assertThat(verdict.warnings())
          .singleElement()
          .isInstanceOfSatisfying(
              Warning.OfferedInUse.class,
              warning -> assertInUse(warning.uses(), Use.HolderKind.WRITER));
      assertThat(served(request, () -> {})).isEqualTo(new ServeResult.Ended());
    }
    served(request, () -> assertThatThrownBy(() -> write(source)).hasMessageContaining("lock"));
  }

  private static ServeResult served(ServeRequest request, Runnable meanwhile) {
    var job = new ArrayList<ServeJob>();
    job.add(
        new ServeJob(
            request,
            DiskInventory.of(List::of),
            _ -> {
              meanwhile.run();
              job.getFirst().cancel();
            },
            _ -> {}));
    return job.getFirst().run();
  }
}
