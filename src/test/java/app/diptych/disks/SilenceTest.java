package app.diptych.disks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    try (Silence _ =
        silence(List.of(), "/mnt/nfs/b.img")
            .watch(() -> Set.of(Path.of("a"), Path.of("/mnt/nfs/b.img")))) {
      awaitTelling(Path.of("/mnt/nfs/b.img"));
    }
  }

  @Test
  void theFileUnderALoopDeviceIsTold() throws InterruptedException {
    Disk loop =
        DiskTest.disk("/dev/loop7", Optional.empty(), Optional.of(Path.of("/mnt/nfs/c.img")));

    try (Silence _ =
        silence(List.of(loop), "/mnt/nfs/c.img").watch(() -> Set.of(Path.of("/dev/loop7")))) {
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
