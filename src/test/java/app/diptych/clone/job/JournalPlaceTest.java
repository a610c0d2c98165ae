package app.diptych.clone.job;

import static app.diptych.clone.Results.refusals;
import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.Peers;
import app.diptych.block.os.OpenOptions;
import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Images;
import app.diptych.clone.Journaling;
import app.diptych.clone.Phase;
import app.diptych.clone.Refusal;
import app.diptych.clone.Undo;
import app.diptych.clone.check.Findings;
import app.diptych.clone.check.Preflight;
import app.diptych.clone.control.Control;
import app.diptych.clone.pair.OpenPair;
import app.diptych.clone.pair.Surroundings;
import app.diptych.disks.DiskInventory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Clones that are refused for their journal's sake, before their target is written to for a moment
/// to find out whether it is the source: both end alike here.
@Timeout(240)
final class JournalPlaceTest {
  private static final FileTime OLD = FileTime.from(Instant.EPOCH);

  private final Path journals;
  private final DiskInventory noDisks = DiskInventory.of(List::of);
  private final Path source;
  private final Path target;
  private final ImageJobs jobs;
  @RegisterExtension private final Undo undo = new Undo();

  JournalPlaceTest(@TempDir Path folder) throws Exception {
    this.jobs = new ImageJobs(folder);
    this.journals = folder.resolve("journals");
    this.source = jobs.image("a", 1, ImageJobs.SIZE);
    this.target = jobs.image("b", 1, ImageJobs.SIZE);
  }

  @BeforeEach
  void targetIsOld() throws Exception {
    Files.setLastModifiedTime(target, OLD);
  }

  private CloneRequest request(boolean resumes) {
    var way = new Journaling(Optional.of(journals), resumes);
    return Images.request(source, target, CloneRequest.Options.DEFAULT.with(way));
  }

  private void assertRefused(boolean resumes, Class<? extends Refusal> why) throws Exception {
    CloneResult result = jobs.job(source, target, request(resumes).options()).run();

    assertThat(refusals(result)).hasOnlyElementsOfType(why).hasSize(1);
    assertThat(Files.getLastModifiedTime(target)).isEqualTo(OLD);
  }

  private List<Refusal> check(boolean resumes) {
    return CloneJob.check(request(resumes), new Preflight(noDisks)).refusals();
  }

  private void mount(String options) throws Exception {
    Files.createDirectory(journals);
    Peers.requireLoopDevices();
    Peers.run("mount", "-t", "tmpfs", "-o", options, "tmpfs", journals.toString());
    undo.later(() -> Peers.run("umount", "--lazy", journals.toString()));
  }

  /// A journal of this pair, held as a job holds it, beside a target that is free.
  private Keeping kept() throws Exception {
    CloneRequest request = request(false);
    Findings findings = new Preflight(noDisks).examine(request);
    try (var pair =
        OpenPair.open(findings, OpenOptions.SOURCE, Surroundings.of(noDisks), _ -> {})) {
      var control = Control.of(CloneListener.NONE, System::nanoTime);
      return Keeping.begin(new JournalWish(request, false), findings, pair, control);
    }
  }

  @Test
  void aFolderWithoutRoomIsRefused() throws Exception {
    mount("size=32k,mode=700");

    assertRefused(false, Refusal.JournalUnwritable.class);
    try (Stream<Path> left = Files.list(journals)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void theCheckSaysThatTheFileSystemIsFull() throws Exception {
    mount("size=16k,mode=700");
    assertThat(check(false)).isEmpty();

    Files.write(journals.resolve("all"), new byte[16 << 10]);

    assertThat(check(false)).hasOnlyElementsOfType(Refusal.JournalUnwritable.class).hasSize(1);
  }

  @Test
  void aFolderThatIsReadOnlyIsRefused() throws Exception {
    mount("ro,mode=700");

    assertRefused(false, Refusal.JournalUnwritable.class);
    assertThat(check(false)).hasOnlyElementsOfType(Refusal.JournalUnwritable.class).hasSize(1);
  }

  @Test
  void aJournalThatIsReadOnlyIsNotGoneOnFrom() throws Exception {
    mount("mode=700");
    kept().close();
    assertThat(check(true)).isEmpty();
    Peers.run("mount", "-o", "remount,ro", journals.toString());

    assertRefused(true, Refusal.NoJournal.class);
    assertThat(check(true)).hasOnlyElementsOfType(Refusal.NoJournal.class).hasSize(1);
  }

  @Test
  void aJournalThatCannotBeRemovedWhenAllIsDoneIsTold() throws Exception {
    Peers.requireRoot();
    CloneJob job = jobs.job(source, target, request(false).options(), new Nailing());

    assertThat(job.run()).isInstanceOf(CloneResult.Completed.class);

    assertThat(job.report().orElseThrow().faults().warnings())
        .anySatisfy(line -> assertThat(line).contains(journals.toString(), "cannot be removed"));
  }

  /// Sees to it that the journal cannot be removed: what is mounted on cannot.
  private final class Nailing implements CloneListener {
    @Override
    public void phase(Phase phase) {
      if (phase == Phase.FLUSHING) {
        try (Stream<Path> kept = Files.list(journals)) {
          String journal = kept.findFirst().orElseThrow().toString();
          Peers.run("mount", "--bind", journal, journal);
          undo.later(() -> Peers.run("umount", journal));
        } catch (Exception e) {
          throw new AssertionError(e);
        }
      }
    }

    @Override
    public void percent(Phase phase, int percent) {}
  }

  /// Of two that clone onto one export no server and no system tells.
  @Test
  void aTargetInTheMakingIsRefused() throws Exception {
    try (Keeping _ = kept()) {
      assertRefused(false, Refusal.UnderWay.class);
    }
  }

  @Test
  void aTargetInTheMakingIsNotRepaired() throws Exception {
    try (Keeping _ = kept()) {
      assertThat(refusals(new RepairJob(request(false), noDisks, CloneListener.NONE).run()))
          .containsExactly(new Refusal.UnderWay(target.toString()));
    }
  }

  @Test
  void theCheckSaysWhetherAFolderCanBeMade() throws Exception {
    assertThat(check(false)).isEmpty();
    assertThat(journals).doesNotExist();

    Files.createFile(journals);

    assertThat(check(false)).hasOnlyElementsOfType(Refusal.JournalUnwritable.class).hasSize(1);
  }
}
