package app.diptych.clone.check;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.Await;
import app.diptych.LoopDevice;
import app.diptych.Peers;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.Images;
import app.diptych.clone.Undo;
import app.diptych.clone.Verdict;
import app.diptych.disks.DiskInventory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A file system that does not answer any more, like that of a server which is gone, with the file
/// of a loop device on it that has nothing to do with a clone.
@Timeout(240)
final class HungFileSystemTest {
  private static final int SIZE = 1 << 20;
  private static final long PATIENCE_MILLIS = 200;

  @TempDir private Path folder;
  @RegisterExtension private final Undo undo = new Undo();

  @Test
  void whatIsNotAskedForHoldsNobodyUp() throws Exception {
    List.of("nbdkit", "nbdfuse", "fusermount3").forEach(Peers::require);
    Peers.requireLoopDevices();
    Path point = Files.createDirectory(folder.resolve("mnt"));
    Path file = point.resolve("nbd");
    Process fuse =
        new ProcessBuilder("nbdfuse", file.toString(), "[", "nbdkit", "memory", "1M", "]")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    undo.later(() -> Peers.run("fusermount3", "-u", "-z", point.toString()));
    Await.until("nbdfuse is up", () -> Files.exists(file) || !fuse.isAlive());
    LoopDevice _ = undo.later(LoopDevice.of(file, 512));
    Path source = Images.random(folder.resolve("source"), 1, SIZE);
    String pid = Long.toString(fuse.pid());
    undo.later(() -> Peers.run("kill", "-CONT", pid));
    Peers.run("kill", "-STOP", pid);
    Await.until("nbdfuse is stopped", () -> isStopped(fuse.pid()));
    Await.until("nothing answers", () -> !answers(file));

    var preflight =
        new Preflight(DiskInventory.ofThisMachine()::list, new SystemOutlook(PATIENCE_MILLIS));
    var request = Images.request(source, folder.resolve("copy"), CloneRequest.Options.DEFAULT);
    Verdict verdict =
        CompletableFuture.supplyAsync(() -> preflight.check(request)).get(30, TimeUnit.SECONDS);

    assertThat(verdict.isClear()).isTrue();
  }

  // The signal is there before the last thread heeds it. One that takes a request meanwhile leaves
  // who asked in a wait that nothing can end but its answer.
  private static boolean isStopped(long pid) throws IOException {
    try (var threads = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
      for (Path thread : threads) {
        String stat = Files.readString(thread.resolve("stat"));
        if (stat.charAt(stat.lastIndexOf(')') + 2) != 'T') {
          return false;
        }
      }
    }
    return true;
  }

  // It does for a second more what was asked last.
  private static boolean answers(Path file) throws IOException, InterruptedException {
    Process asking =
        new ProcessBuilder("stat", file.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    boolean hasEnded = asking.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    asking.destroyForcibly();
    return hasEnded && asking.exitValue() == 0;
  }
}
