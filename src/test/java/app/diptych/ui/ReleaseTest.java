package app.diptych.ui;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.clone.Refusal;
import app.diptych.clone.Unmounting;
import app.diptych.clone.Verdict;
import app.diptych.disks.Use;
import app.diptych.ui.job.ScriptedJobs;
import app.diptych.ui.job.Wish;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testfx.framework.junit5.ApplicationExtension;

/// A target whose file systems are in the way, and a system that asks for a password before it
/// unmounts them.
@ExtendWith(ApplicationExtension.class)
final class ReleaseTest {
  private static final Use.Mount MOUNT =
      new Use.Mount("/dev/sdc1", Path.of("/media/ada/CARD"), false);

  private final CountDownLatch password = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile Optional<Refusal> answer = Optional.empty();
  private volatile boolean isMounted = true;

  @RegisterExtension
  private final OpenWindow window =
      new OpenWindow(
          SampleMachine.of(
              () -> List.of(SampleDisks.stick(), SampleDisks.card(), SampleDisks.twin()),
              this::check,
              new ScriptedJobs().unmountingBy(this::unmount)));

  private Optional<Refusal> unmount(Unmounting what) {
    assertThat(what.mounts()).containsExactly(MOUNT);
    try {
      password.await();
      isMounted = answer.isPresent();
      return answer;
    } catch (InterruptedException _) {
      return Optional.of(new Refusal.NotUnmounted(MOUNT, "interrupted"));
    } finally {
      ended.countDown();
    }
  }

  private Verdict check(Wish wish) {
    boolean isOfCard = wish.request().target().toString().equals("/dev/sdc");
    List<Refusal> refusals =
        isOfCard && isMounted
            ? List.of(new Refusal.TargetInUse(Path.of("/dev/sdc"), List.of(MOUNT)))
            : List.of();
    return new Verdict(refusals, List.of(), OptionalLong.of(64));
  }

  @AfterEach
  void endTheWait() {
    password.countDown();
  }

  private void askToUnmount() {
    window.click("source-sdb").click("target-sdc").click("unmount");
    window.awaitText("release-text", "/dev/sdc1 is mounted at /media/ada/CARD. The system may be");
  }

  @Test
  void whatIsInTheWayIsUnmountedAndTheChecksAreMadeAgain() {
    askToUnmount();
    window.awaitEnabled("clone", false);

    password.countDown();

    window.awaitEnabled("clone", true);
    window.awaitShown("release", false);
    assertThat(window.text("verdict-headline")).isEqualTo("Ready to clone");
  }

  @Test
  void whyItWasNotIsToldAndItCanBeTriedAgain() {
    answer = Optional.of(new Refusal.NotUnmounted(MOUNT, "target is busy"));
    askToUnmount();

    password.countDown();

    window.awaitText("release-text", "could not be unmounted from /media/ada/CARD: target is busy");
    window.awaitEnabled("unmount", true);
    window.click("target-sdd");
    window.awaitShown("release", false);
  }

  @Test
  void aReasonThatTurnsItsLineIsTold() {
    answer = Optional.of(new Refusal.NotUnmounted(MOUNT, "\u05d0".repeat(300)));
    askToUnmount();

    password.countDown();

    window.awaitText("release-text", "\u200e\u200e");
    window.awaitEnabled("unmount", true);
  }

  @Test
  void theWaitingForAPasswordCanBeEnded() throws Exception {
    askToUnmount();

    window.click("unmount-cancel");

    assertThat(ended.await(60, SECONDS)).isTrue();
    window.awaitEnabled("unmount", true);
    window.awaitEnabled("clone", false);
  }

  @Test
  void anotherTargetEndsTheWaiting() throws Exception {
    askToUnmount();

    window.click("target-sdd");

    assertThat(ended.await(60, SECONDS)).isTrue();
    window.awaitShown("release", false);
    window.awaitEnabled("clone", true);
  }
}
