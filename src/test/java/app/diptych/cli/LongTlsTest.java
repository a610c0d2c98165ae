package app.diptych.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.Content;
import app.diptych.nbd.Certificates;
import app.diptych.nbd.PeerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// More goes over a connection of TLS than Java wants to encrypt with one key, which is 128 GiB
/// unless it is told something else: here 1 MiB.
@EnabledOnOs(OS.LINUX)
@Timeout(240)
final class LongTlsTest {
  private static final int SIZE = 32 << 20;

  @TempDir private Path folder;

  @Test
  void aServerOfGnuTlsIsNeverAskedForNewKeys() throws Exception {
    Path certificates = Certificates.make(Files.createDirectory(folder.resolve("tls")));
    Path image = Files.write(folder.resolve("a.img"), Content.random(1, SIZE));
    Path limits = folder.resolve("limits");
    Files.writeString(limits, "jdk.tls.keyLimits=AES/GCM/NoPadding KeyUpdate 2^20\n");
    Dist dist = Dist.create(folder.resolve("dist"));
    try (PeerProcess peer =
        PeerProcess.nbdkit(
            "--tls=require", "--tls-certificates=" + certificates, "memory", "" + SIZE)) {
      ProcessBuilder command =
          dist.command(
              "clone",
              image.toString(),
              peer.uri(certificates).toString(),
              "--yes",
              "--verify",
              "--progress=none");
      command.environment().put("DIPTYCH_JAVA_OPTS", "-Djava.security.properties=" + limits);

      Dist.End end = Dist.end(command);

      assertThat(end.exitCode()).as(end.err()).isZero();
      assertThat(end.out()).contains("durable and verified");
    }
  }
}
