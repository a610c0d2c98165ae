package app.diptych.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.cli.output.FakeJob;
import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneResult;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
final class InterruptionTest {
  private final Interruption interruption = new Interruption();
  private final AtomicInteger told = new AtomicInteger();

  @Test
  void afterTheUsualEndThereIsNothingToDo() {
    interruption.over(ExitCode.DIFFERENT);

    assertThat(interruption.interrupt(told::incrementAndGet)).isEmpty();
  }

  @Test
  void withoutAJobNothingIsWaitedForAndTheEndIsTold() {
    assertThat(interruption.interrupt(told::incrementAndGet)).hasValue(ExitCode.CANCELLED);

    assertThat(told).hasValue(1);
  }

  @Test
  void aRunningJobIsCancelledAndItsEndWaitedFor() throws InterruptedException {
    FakeJob job = FakeJob.waiting(CloneListener.NONE);
    interruption.watch(job);
    Thread command = Thread.ofPlatform().start(() -> interruption.over(ExitCode.of(job.run())));
    job.awaitBegin();

    assertThat(interruption.interrupt(told::incrementAndGet)).hasValue(ExitCode.CANCELLED);
    command.join();
    assertThat(told).hasValue(0);
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

    assertThat(interruption.interrupt(told::incrementAndGet)).hasValue(ExitCode.DONE);
    command.join();
  }

  @Test
  void aJobThatComesAfterTheSignalIsCancelledAtOnce() {
    assertThat(interruption.interrupt(told::incrementAndGet)).hasValue(ExitCode.CANCELLED);
    FakeJob job = FakeJob.waiting(CloneListener.NONE);

    interruption.watch(job);

    assertThat(job.run()).isInstanceOf(CloneResult.Cancelled.class);
  }

  @Test
  void whatNobodyReadsIsNotWaitedForWhenTheJobIsOver() throws InterruptedException {
    FakeJob job = FakeJob.waiting(CloneListener.NONE);
    interruption.watch(job);
    Thread command = Thread.ofPlatform().start(() -> interruption.done(ExitCode.of(job.run())));

    assertThat(interruption.interrupt(told::incrementAndGet)).hasValue(ExitCode.CANCELLED);
    command.join();
  }

  @Test
  void whatNobodyReadsIsNotWaitedForWithoutAJob() {
    CountDownLatch full = new CountDownLatch(1);

    assertThat(interruption.interrupt(() -> awaitUninterruptibly(full)))
        .hasValue(ExitCode.CANCELLED);

    full.countDown();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
