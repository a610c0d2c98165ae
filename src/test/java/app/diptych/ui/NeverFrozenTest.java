package app.diptych.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.LoopDevice;
import app.diptych.StallingDisk;
import app.diptych.block.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javafx.animation.AnimationTimer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;

/// The window beside a real disk that has stopped answering.
@ExtendWith(ApplicationExtension.class)
final class NeverFrozenTest {
  private static final int SIZE = 48 << 20;
  private static final long LONGEST_GAP_MILLIS = 100;
  // Whatever else this machine does may delay a single picture, and a thread that does nothing as
  // much; what freezes the window does so in every window of time.
  private static final int WINDOWS = 4;
  private static final long WINDOW_MILLIS = 500;

  @RegisterExtension private final OpenWindow window = new OpenWindow(Machine.real());

  @TempDir private Path folder;

  private LoopDevice source() throws IOException {
    return LoopDevice.of(Files.write(folder.resolve("full.img"), Content.random(1, SIZE)), 512);
  }

  private static String id(String panel, LoopDevice loop) {
    return panel + "-" + loop.path().getFileName();
  }

  @Test
  void picturesGoOnDuringACloneOntoADiskThatStalls(TestReporter reporter) throws Exception {
    try (StallingDisk target = StallingDisk.create(folder, SIZE);
        LoopDevice source = source()) {
      window.click(id("source", source)).click(id("target", target.loop()));
      window.click("clone");
      window.awaitShown("erase-go", true);
      target.stall();
      window.click("erase-go");

      List<Long> gaps = longestGaps();
      reporter.publishEntry("longest pauses of the window in milliseconds", gaps.toString());

      assertThat(Collections.min(gaps)).isLessThan(LONGEST_GAP_MILLIS);
      assertThat(window.text("job-outcome")).isEmpty();
      target.goOn();
      window.awaitText("job-outcome", "Done");
    }
  }

  @Test
  void aTargetThatDoesNotAnswerKeepsNobodyElseWaiting() throws IOException {
    try (StallingDisk stalled = StallingDisk.create(folder, SIZE);
        LoopDevice source = source();
        LoopDevice other = LoopDevice.create(folder, SIZE, 512)) {
      window.click(id("source", source));
      stalled.stall();

      window.click(id("target", stalled.loop()));
      window.awaitText("verdict-headline", "slow to answer");
      try (LoopDevice late = LoopDevice.create(folder, SIZE, 512)) {
        window.awaitShown(id("target", late), true);
      }
      window.click(id("target", other));

      window.awaitText("verdict-headline", "Ready to clone");
      stalled.goOn();
    }
  }

  /// A thread that does nothing but tell how long this machine lets threads wait, from its making
  /// on.
  private static final class Metronome {
    private static final long BEAT = TimeUnit.MILLISECONDS.toNanos(1);

    private final AtomicBoolean isOver = new AtomicBoolean();
    private final AtomicLong longest = new AtomicLong();
    private final Thread thread = Thread.ofPlatform().start(this::beat);

    private void beat() {
      long before = System.nanoTime();
      while (!isOver.get()) {
        LockSupport.parkNanos(BEAT);
        long at = System.nanoTime();
        longest.accumulateAndGet(at - before, Math::max);
        before = at;
      }
    }

    /// Ends it.
    long longestBeat() throws InterruptedException {
      isOver.set(true);
      thread.join();
      return longest.get();
    }
  }

  private List<Long> longestGaps() throws InterruptedException {
    List<Long> gaps = new ArrayList<>();
    for (int i = 0; i < WINDOWS; i++) {
      gaps.add(longestGap());
    }
    return gaps;
  }

  private long longestGap() throws InterruptedException {
    var longest = new AtomicLong();
    var pulses = new AtomicLong();
    var metronome = new Metronome();
    var timer =
        new AnimationTimer() {
          private long before = System.nanoTime();

          @Override
          public void handle(long now) {
            long at = System.nanoTime();
            longest.accumulateAndGet(at - before, Math::max);
            before = at;
            pulses.incrementAndGet();
          }
        };
    window.interact(timer::start);
    window.robot().sleep(WINDOW_MILLIS);
    window.interact(timer::stop);
    assertThat(pulses).hasPositiveValue();
    return TimeUnit.NANOSECONDS.toMillis(longest.get() - metronome.longestBeat());
  }
}
