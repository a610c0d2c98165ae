package app.diptych.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.Operation;
import app.diptych.clone.CloneResult;
import app.diptych.clone.JobProgress;
import app.diptych.clone.Phase;
import app.diptych.clone.Refusal;
import app.diptych.clone.Stall;
import app.diptych.clone.Warning;
import app.diptych.disks.Use;
import app.diptych.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
final class ProgressTellerTest {
  private static final CloneResult END = new CloneResult.Completed(100, Duration.ZERO, false);

  @Test
  void everyChangeIsShownInOrder() {
    Notes notes = new Notes();
    try (ProgressTeller teller = new ProgressTeller(notes)) {
      FakeJob job = FakeJob.ending(teller, END);
      teller.watch(job);
      job.run();
    }

    assertThat(notes.shown)
        .extracting(JobProgress::percent)
        .containsSubsequence(1, 2, 3, 50, 99, 100)
        .isSorted();
    assertThat(notes.shown.getLast().phase()).isEqualTo(Phase.FLUSHING);
    assertThat(notes.ended).isTrue();
  }

  @Test
  void aTerminalThatStandsStillHoldsUpNobody() throws InterruptedException {
    CountDownLatch standing = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    ProgressTeller teller =
        new ProgressTeller(
            new Notes() {
              @Override
              public void show(JobProgress progress, long nanos) {
                await(standing);
              }
            });
    FakeJob job = FakeJob.ending(teller, END);
    teller.watch(job);
    Thread worker =
        Thread.ofPlatform()
            .start(() -> {
              job.run();
              over.countDown();
            });

    over.await();
    standing.countDown();
    teller.close();
    worker.join();

    assertThat(standing.getCount()).isZero();
  }

  @Test
  void whatIsAnnouncedComesBetweenTwoLooks() {
    Notes notes = new Notes();
    List<Integer> seen = new ArrayList<>();
    try (ProgressTeller teller = new ProgressTeller(notes)) {
      teller.failed(Phase.IN_SYNC, "target: why");
      teller.announce(() -> seen.add(notes.failures.size()));
    }

    assertThat(notes.failures).containsExactly("target: why");
    assertThat(seen).containsExactly(1);
  }

  @Test
  void aDeviceThatDoesNotAnswerIsToldToPeopleAndScripts() {
    Notes notes = new Notes();
    try (ProgressTeller teller = new ProgressTeller(notes)) {
      teller.stalled(
          new Stall(Refusal.Role.TARGET, "/dev/sdx", Operation.WRITE, Duration.ofSeconds(10)));
    }

    assertThat(notes.failures)
        .containsExactly(
            "diptych: Target /dev/sdx has not answered for 10 s (write). The job waits for it."
                + " {\"event\":\"stalled\",\"side\":\"target\",\"device\":\"/dev/sdx\","
                + "\"operation\":\"write\",\"seconds\":10}");
  }

  @Test
  void aWarningIsToldToPeopleAndScripts() {
    Notes notes = new Notes();
    try (ProgressTeller teller = new ProgressTeller(notes)) {
      teller.warned(new Warning.OfferedInUse("b.img", List.of(new Use.Swap("b.img"))));
    }

    assertThat(notes.failures)
        .singleElement()
        .asString()
        .startsWith("diptych: warning: b.img is in use: ")
        .contains("{\"event\":\"warning\",\"message\":\"b.img is in use: ");
  }

  @Test
  void noThreadIsLeftBehind() {
    new ProgressTeller(new Notes()).close();

    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("progress");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// A view that remembers.
  private static class Notes implements ProgressView {
    final List<JobProgress> shown = new ArrayList<>();
    final List<String> failures = new ArrayList<>();
    boolean ended;

    @Override
    public void show(JobProgress progress, long nanos) {
      shown.add(progress);
    }

    @Override
    public void waiting(String name) {
      failures.add(name);
    }

    @Override
    public void notice(String line, JsonObject event) {
      failures.add(line + " " + event);
    }

    @Override
    public void failed(String reason) {
      failures.add(reason);
    }

    @Override
    public void end() {
      ended = true;
    }
  }
}
