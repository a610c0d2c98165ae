package app.diptych.hotplug;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.LoopDevice;
import app.diptych.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What this machine's kernel tells. Other tests change its disks at the same time, so that a call
/// may have been for them; none may be missing.
final class HotPlugTest {
  private static final long LIMIT_SECONDS = 60;

  private final LinkedBlockingQueue<Long> calls = new LinkedBlockingQueue<>();
  private HotPlug hotPlug;

  @BeforeEach
  void setUp() {
    hotPlug = HotPlug.start(() -> calls.add(System.nanoTime())).orElseThrow();
  }

  @AfterEach
  void tearDown() {
    hotPlug.close();
  }

  private void assertTold() throws InterruptedException {
    assertThat(calls.poll(LIMIT_SECONDS, TimeUnit.SECONDS)).isNotNull();
    calls.clear();
  }

  @Test
  void tellsOfALoopDevice(@TempDir Path directory) throws InterruptedException {
    LoopDevice loop = LoopDevice.create(directory, 1 << 20, 512);
    assertTold();

    loop.close();
    assertTold();
  }

  @Test
  void tellsOfAMountAndUnmount(@TempDir Path directory) throws Exception {
    Peers.requireRoot();
    Path place = Files.createDirectory(directory.resolve("m"));

    Peers.run("mount", "-t", "tmpfs", "none", place.toString());
    assertTold();

    Peers.run("umount", place.toString());
    assertTold();
  }

  @Test
  void isSilentOnceClosed(@TempDir Path directory) throws IOException {
    hotPlug.close();
    calls.clear();

    LoopDevice.create(directory, 1 << 20, 512).close();

    assertThat(calls).isEmpty();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("hotplug");
    hotPlug.close();
  }
}
