package app.diptych.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.LoopDevice;
import app.diptych.Peers;
import app.diptych.block.Content;
import app.diptych.nbd.NbdUri;
import app.diptych.nbd.PeerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `mirror` as it is installed, while fio writes through the export and checks what it wrote.
@EnabledOnOs(OS.LINUX)
@Timeout(240)
final class MirrorUnderLoadTest {
  private static final int SIZE = 96 << 20;
  private static final int HALF = SIZE / 2;
  @TempDir private static Path programFolder;
  private static Dist dist;
  @TempDir private Path folder;

  @BeforeAll
  static void install() throws IOException {
    dist = Dist.create(programFolder);
  }

  private Path source() throws IOException {
    return Files.write(folder.resolve("source.img"), Content.random(1, SIZE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"write-blocking", "background"})
  void clientsFindWhatTheyWroteAndBothSidesHaveIt(String mode) throws Exception {
    Path source = source();
    Path copy = folder.resolve("copy.img");
    try (var target = SlowedTarget.create(copy, SIZE);
        var program = mirror(source, target.uri(), "--copy-mode=" + mode)) {
      var uri = program.uri();
      try (Fio load = Fio.start(folder, uri, "--rw=randrw", "--bsrange=4k-128k", "--size=4M")) {
        load.end();
      }
      assertThat(program.phase()).isEqualTo("copying");
      target.letGo();
      program.awaitPhase("in-sync");
      try (Fio load = Fio.start(folder, uri, "--rw=randwrite", "--bsrange=4k-64k", "--size=32M")) {
        load.end();
      }
      assertThat(program.end("TERM")).isZero();
      assertThat(program.last()).contains("\"outcome\":\"completed\"");
    }
    Peers.run("cmp", source.toString(), copy.toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {512, 4096})
  void twoDisksAreVerifiedUnderALoadThatNeverPaused(int sectorSize) throws Exception {
    try (var source = LoopDevice.of(source(), sectorSize);
        var target = LoopDevice.create(folder, SIZE, sectorSize)) {
      try (var program = mirror(source, target, "--verify");
          var load =
              Fio.start(
                  folder,
                  program.uri(),
                  "--rw=randwrite",
                  "--bsrange=4k-32k",
                  "--size=64M",
                  "--loops=2")) {
        program.awaitPhase("in-sync");
        load.end();

        assertThat(program.end("INT")).isZero();
        assertThat(program.last()).contains("durable and verified");
      }
      Peers.run("cmp", source.toString(), target.toString());
    }
  }

  @Test
  void aTargetThatIsKilledIsNotFeltByClients() throws Exception {
    Path source = source();
    try (var target = SlowedTarget.create(folder.resolve("copy.img"), SIZE);
        var program = mirror(source, target.uri())) {
      // Two seconds at least, so that it is felt if it can be.
      String[] work = {"--rw=randwrite", "--bs=16k", "--size=" + HALF};
      try (Fio load = Fio.start(folder, program.uri(), with(work, "--rate_iops=1500"))) {
        load.awaitBegin();
        program.awaitPhase("copying");
        target.kill();

        assertThat(program.await("\"event\":\"failure\"")).contains("target: ");
        assertThat(load.end()).contains("\"error\" : 0");
      }
      assertThat(program.end("TERM")).isEqualTo(1);
      assertThat(program.last()).contains("\"outcome\":\"failed\"");
      verify(source, work);
    }
    byte[] left = Files.readAllBytes(source);
    assertThat(Arrays.mismatch(left, HALF, SIZE, Content.random(1, SIZE), HALF, SIZE))
        .isEqualTo(-1);
  }

  @Test
  void aSourceThatFailsNowAndThenIsItsClientsBusinessAndBothEndEqual() throws Exception {
    Path source = source();
    Path copy = folder.resolve("copy.img");
    Path failing = folder.resolve("failing");
    try (var peer =
            PeerProcess.nbdkit(
                "--filter=error",
                "file",
                source.toString(),
                "error-pwrite-rate=5%",
                "error-pwrite-file=" + failing);
        var target = SlowedTarget.create(copy, SIZE);
        var program = mirror(peer.uri(), target.uri())) {
      var uri = program.uri();
      Files.createFile(failing);
      assertThat(failures(uri)).isPositive();
      assertThat(program.phase()).isEqualTo("copying");
      target.letGo();
      program.awaitPhase("in-sync");
      assertThat(failures(uri)).isPositive();
      Files.delete(failing);
      try (Fio load = Fio.start(folder, uri, "--rw=randwrite", "--bs=16k", "--size=8M")) {
        load.end();
      }
      program.awaitPhase("in-sync");

      assertThat(program.end("TERM")).isZero();
    }
    Peers.run("cmp", source.toString(), copy.toString());
  }

  // How many writes of a load failed.
  private int failures(NbdUri uri) throws Exception {
    try (Fio load =
        Fio.start(
            folder, uri, "--rw=randwrite", "--bs=16k", "--size=8M", "--continue_on_error=write")) {
      String text = load.end();
      String total = "\"total_err\" : ";
      int at = text.indexOf(total) + total.length();
      return at < total.length() ? 0 : Integer.parseInt(text.substring(at, text.indexOf(',', at)));
    }
  }

  private static RunningProgram mirror(Object source, Object target, String... options)
      throws IOException {
    String[] fixed = {"mirror", source.toString(), target.toString(), "--yes"};
    return new RunningProgram(dist, with(fixed, options));
  }

  private static String[] with(String[] some, String... more) {
    List<String> all = new ArrayList<>(List.of(some));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  // What a load left, past our program.
  private void verify(Path image, String... work) {
    List<String> command = new ArrayList<>(Fio.verifying());
    command.addAll(List.of(work));
    command.addAll(List.of("--verify_only", "--ioengine=psync", "--filename=" + image));
    // It leaves a file of its state.
    command.add("--aux-path=" + folder);
    Peers.run(command.toArray(String[]::new));
  }
}
