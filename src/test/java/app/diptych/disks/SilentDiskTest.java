package app.diptych.disks;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.Peers;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A disk that does not answer: to read a pipe that nobody writes into waits as long.
final class SilentDiskTest {
  private static final long GIB = 1L << 30;
  private static final String WAY = "pci0000:00/0000:00:17.0/ata%d/host%d/target0:0:0/0:0:0:0";

  private FakeMachine machine;
  private Path pipe;

  @BeforeEach
  void setUp(@TempDir Path directory) throws IOException {
    Peers.require("mkfifo");
    machine = new FakeMachine(directory);
    machine.disk("sda", WAY.formatted(1, 1), GIB).withDevice("model", "Steady");
    pipe = machine.disk("sdb", WAY.formatted(2, 2), 2 * GIB).directory.resolve("device/model");
    Files.createDirectories(pipe.getParent());
    Peers.run("mkfifo", pipe.toString());
  }

  @AfterEach
  void letGoWhoeverReads() throws IOException {
    new RandomAccessFile(pipe.toFile(), "rw").close();
  }

  private static Disk named(String name, List<Disk> disks) {
    return disks.stream().filter(d -> d.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  @Timeout(240)
  void isListedAsSuchAndStallsNobody() {
    DiskInventory inventory = machine.inventory();

    List<Disk> first = inventory.list();
    long quickest = Long.MAX_VALUE;
    List<Disk> second = List.of();
    // Something else may delay one of them.
    for (int i = 0; i < 5; i++) {
      long start = System.nanoTime();
      second = inventory.list();
      quickest = Math.min(quickest, System.nanoTime() - start);
    }

    assertThat(named("sdb", first).isSilent()).isTrue();
    assertThat(named("sdb", first).size()).isEqualTo(2 * GIB);
    assertThat(named("sdb", first).hardware().port()).contains("ata2");
    assertThat(named("sda", first).isSilent()).isFalse();
    assertThat(named("sda", first).title()).isEqualTo("Steady");
    assertThat(named("sdb", second).isSilent()).isTrue();
    // It is not waited for once more.
    assertThat(TimeUnit.NANOSECONDS.toMillis(quickest)).isLessThan(500);
  }

  @Test
  @Timeout(240)
  void isToldOnceItAnswers() throws Exception {
    DiskInventory inventory = machine.inventory();
    var answered = new CountDownLatch(1);
    inventory.whenAnswered(answered::countDown);
    assertThat(named("sdb", inventory.list()).isSilent()).isTrue();

    Files.writeString(pipe, "Late\n");

    assertThat(answered.await(60, TimeUnit.SECONDS)).isTrue();
    Disk listed = named("sdb", inventory.list());
    assertThat(listed.isSilent()).isFalse();
    assertThat(listed.title()).isEqualTo("Late");
  }
}
