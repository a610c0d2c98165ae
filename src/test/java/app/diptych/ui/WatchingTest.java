package app.diptych.ui;

import app.diptych.disks.Disk;
import app.diptych.ui.disks.Plugged;
import app.diptych.ui.job.ScriptedJob;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testfx.framework.junit5.ApplicationExtension;

/// A disk that comes before anybody listens for disks.
@ExtendWith(ApplicationExtension.class)
final class WatchingTest {
  @RegisterExtension
  private final OpenWindow window = new OpenWindow(SampleMachine.of(new Late(), new ScriptedJob()));

  // Plugged in after the first listing, and told to nobody.
  private static final class Late implements Plugged {
    private final CountDownLatch isListed = new CountDownLatch(1);
    private volatile boolean isThere;

    @Override
    public List<Disk> list() {
      List<Disk> disks = isThere ? List.of(SampleDisks.stick()) : List.of();
      isListed.countDown();
      return disks;
    }

    @Override
    public Runnable watch(Runnable onChange) {
      try {
        isThere = isListed.await(60, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return () -> {};
    }
  }

  @Test
  void aDiskThatCameBeforeAnybodyListenedIsShown() {
    window.awaitShown("source-sdb", true);
  }
}
