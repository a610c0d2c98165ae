package app.diptych.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.disks.Disk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
final class SilenceTest {
  private static final Duration FIRST = Duration.ofMillis(80);

  private final CountDownLatch answer = new CountDownLatch(1);
  private final BlockingQueue<Path> told = new LinkedBlockingQueue<>();

  @AfterEach
  void answerAll() {
    answer.countDown();
  }

  @Test
  void aTargetThatDoesNotAnswerIsTold() throws InterruptedException {
    try (Silence _ = silence(List.of(), "/mnt/nfs/b.img").watch("clone", "a", "/mnt/nfs/b.img")) {
      awaitTelling(Path.of("/mnt/nfs/b.img"));
    }
  }

  @Test
  void theFileOfAnOptionIsTold() throws InterruptedException {
    try (Silence _ =
        silence(List.of(), "/mnt/nfs/m").watch("clone", "a", "b", "--map=/mnt/nfs/m")) {
      awaitTelling(Path.of("/mnt/nfs/m"));
    }
  }

  @Test
  void theFileUnderALoopDeviceIsTold() throws InterruptedException {
    try (Silence _ =
        silence(List.of(loop(Path.of("/mnt/nfs/c.img"))), "/mnt/nfs/c.img")
            .watch("check", "a", "/dev/loop7")) {
      awaitTelling(Path.of("/mnt/nfs/c.img"));
    }
  }

  // On a busy machine others may be late as well.
  private void awaitTelling(Path expected) throws InterruptedException {
    Path path;
    do {
      path = told.poll(60, TimeUnit.SECONDS);
      assertThat(path).isNotNull();
    } while (!expected.equals(path));
  }

  private static Disk loop(Path file) {
    Disk card = FakeMachine.card();
    return new Disk(
        "/dev/loop7",
        card.deviceNumber(),
        card.diskseq(),
        card.hardware(),
        card.size(),
        card.sectors(),
        false,
        Optional.of(new Disk.Backing(file, OptionalLong.empty())),
        List.of(),
        Optional.empty(),
        List.of(),
        false,
        Optional.empty());
  }

  private Silence silence(List<Disk> disks, String silent) {
    return new Silence(
        () -> disks, path -> !path.equals(Path.of(silent)) || answers(), told::add, FIRST);
  }

  private boolean answers() {
    try {
      answer.await();
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
