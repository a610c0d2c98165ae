package app.diptych.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.Peers;
import app.diptych.block.Content;
import app.diptych.nbd.NbdUri;
import app.diptych.nbd.PeerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// `serve` and `mirror` as people start and end them, with clients that others wrote.
@EnabledOnOs(OS.LINUX)
@Timeout(240)
final class LiveProgramTest {
  private static final int SIZE = 16 << 20;
  @TempDir private static Path folder;
  private static Dist dist;

  @BeforeAll
  static void install() throws IOException {
    Peers.require("nbdinfo");
    Peers.require("qemu-io");
    dist = Dist.create(folder.resolve("dist"));
  }

  private static Path image(String name) throws IOException {
    return Files.write(folder.resolve(name), Content.random(name.hashCode(), SIZE));
  }

  private static void qemuIo(NbdUri uri, String... commands) {
    List<String> all = new ArrayList<>(List.of("qemu-io", "-f", "raw"));
    for (String command : commands) {
      all.addAll(List.of("-c", command));
    }
    all.add(uri.toString());
    assertThat(Peers.run(all.toArray(String[]::new))).doesNotContain("failed", "error");
  }

  @Test
  void aServedDeviceIsUsedByOthersAndEndsWell() throws Exception {
    Path image = image("served.img");
    try (var program =
        new RunningProgram(
            dist, "serve", image.toString(), "--export", "nbd://localhost:0/a%20disk")) {
      NbdUri uri = program.uri();

      assertThat(Peers.run("nbdinfo", "--json", uri.toString()))
          .contains("\"export-name\": \"a disk\"", "\"export-size\": " + SIZE)
          .contains("\"description\": \"" + image + "\"");
      qemuIo(uri, "write -P 0xaa 1M 64k", "flush", "read -P 0xaa 1M 64k");
      assertThat(dist.run("info", uri.toString()).out()).contains("export \"a disk\"");
      Dist.End second = dist.run("serve", image.toString());
      assertThat(second.exitCode()).isEqualTo(3);
      assertThat(second.err()).contains("is in use").contains("diptych[");

      assertThat(program.end("TERM")).isZero();
      assertThat(program.last()).contains("\"outcome\":\"completed\"");
    }
    byte[] left = Files.readAllBytes(image);
    assertThat(left[1 << 20]).isEqualTo((byte) 0xaa);
  }

  @Test
  void aMirrorThatIsEndedInSyncLeavesTwins() throws Exception {
    Path source = image("in-sync.img");
    Path target = folder.resolve("in-sync-copy.img");
    try (var program =
        new RunningProgram(dist, "mirror", source.toString(), target.toString(), "--yes")) {
      NbdUri uri = program.uri();
      qemuIo(uri, "write -P 0x11 0 1M", "write -z 4M 1M");
      program.await("\"phase\":\"in-sync\"");
      qemuIo(uri, "write -P 0x22 8M 1M", "discard 12M 1M", "flush");

      assertThat(program.end("INT")).isZero();
      assertThat(program.last()).contains("\"outcome\":\"completed\"");
    }
    assertThat(target).satisfies(Content.of(source));
    assertThat(Files.readAllBytes(target)[8 << 20]).isEqualTo((byte) 0x22);
  }

  @Test
  void aMirrorThatIsEndedWhileCopyingIsIncomplete() throws Exception {
    Path source = image("early.img");
    try (var peer = PeerProcess.nbdkit("--filter=delay", "memory", SIZE + "", "wdelay=30");
        var program =
            new RunningProgram(dist, "mirror", source.toString(), peer.uri().toString(), "--yes")) {
      NbdUri uri = program.uri();
      qemuIo(uri, "write -P 0x11 15M 1M");

      assertThat(program.end("TERM")).isEqualTo(130);
      assertThat(program.last()).contains("\"outcome\":\"cancelled\"", "incomplete");
    }
  }

  @Test
  void aTargetThatIsKilledIsToldAndTheSourceServesOn() throws Exception {
    Path source = image("killed.img");
    try (var peer = PeerProcess.nbdkit("memory", SIZE + "");
        var program =
            new RunningProgram(dist, "mirror", source.toString(), peer.uri().toString(), "--yes")) {
      NbdUri uri = program.uri();
      program.await("\"phase\":\"in-sync\"");
      peer.kill();
      qemuIo(uri, "write -P 0x33 1M 1M", "flush", "read -P 0x33 1M 1M");

      assertThat(program.await("\"event\":\"failure\"")).contains("target: ");
      assertThat(program.end("TERM")).isEqualTo(1);
      assertThat(program.last()).contains("\"outcome\":\"failed\"", "\"phase\":\"in-sync\"");
    }
    assertThat(Files.readAllBytes(source)[1 << 20]).isEqualTo((byte) 0x33);
  }

  @Test
  void nbdcopyFillsADeviceThatIsServed() throws Exception {
    Peers.require("nbdcopy");
    Path from = image("from.img");
    Path to = image("to.img");
    try (var program = new RunningProgram(dist, "serve", to.toString(), "--cache=none")) {
      NbdUri uri = program.uri();
      Peers.run("nbdcopy", "--flush", from.toString(), uri.toString());
      Peers.run("nbdcopy", uri.toString(), folder.resolve("again.img").toString());

      assertThat(program.end("INT")).isZero();
    }
    assertThat(to).satisfies(Content.of(from));
    assertThat(folder.resolve("again.img")).satisfies(Content.of(from));
  }
}
