package app.diptych.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
final class InterruptionTest {
  private final Interruption interruption = new Interruption();

  @Test
  void afterTheUsualEndThereIsNothingToDo() {
    interruption.over(ExitCode.DIFFERENT);

    assertThat(interruption.interrupt()).isEmpty();
  }

  @Test
  void withoutAJobNothingIsWaitedFor() {
    assertThat(interruption.interrupt()).hasValue(ExitCode.CANCELLED);
  }

  @Test
  void aRunningJobIsCancelledAndItsEndWaitedFor() throws InterruptedException {
    FakeJob job = FakeJob.waiting(CloneListener.NONE);
    interruption.watch(job);
    Thread command = Thread.ofPlatform().start(() -> interruption.over(ExitCode.of(job.run())));
    job.awaitBegin();

    assertThat(interruption.interrupt()).hasValue(ExitCode.CANCELLED);
    command.join();
  }

  @Test
  void aJobThatEndsWellAllTheSameKeepsItsCode() throws InterruptedException {
    FakeJob job = FakeJob.waiting(CloneListener.NONE);
    interruption.watch(job);
    Thread command =
        Thread.ofPlatform()
            .start(() -> {
              job.run();
              interruption.over(ExitCode.DONE);
            });

    assertThat(interruption.interrupt()).hasValue(ExitCode.DONE);
    command.join();
  }

  @Test
  void aJobThatComesAfterTheSignalIsCancelledAtOnce() {
    assertThat(interruption.interrupt()).hasValue(ExitCode.CANCELLED);
    FakeJob job = FakeJob.waiting(CloneListener.NONE);

    interruption.watch(job);

    assertThat(job.run()).isInstanceOf(CloneResult.Cancelled.class);
  }
}
