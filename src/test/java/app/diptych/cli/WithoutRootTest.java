package app.diptych.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.LoopDevice;
import app.diptych.Peers;
import app.diptych.UdisksLab;
import app.diptych.block.Content;
import app.diptych.block.os.OpenOptions;
import app.diptych.block.os.RawDevice;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The whole program as a user who may open no disk, beside a real udisks2 and polkit.
@EnabledOnOs(OS.LINUX)
@Timeout(240)
final class WithoutRootTest {
  private static final int SIZE = 8 << 20;

  @TempDir private static Path folder;
  private static Dist dist;
  private static LoopDevice source;
  private static LoopDevice target;
  private static UdisksLab lab;

  @BeforeAll
  static void start() throws Exception {
    UdisksLab.require();
    Peers.require("mkfs.ext4");
    UdisksLab.enterable(folder);
    dist = Dist.create(folder.resolve("dist"));
    everybodyReads(folder.resolve("dist"));
    source = LoopDevice.of(Files.write(folder.resolve("source.img"), Content.random(1, SIZE)), 512);
    target = LoopDevice.create(folder, SIZE, 512);
    lab = UdisksLab.start(folder, source, target);
  }

  @AfterAll
  static void end() throws Exception {
    for (AutoCloseable each : new AutoCloseable[] {lab, source, target}) {
      if (each != null) {
        each.close();
      }
    }
  }

  /// The modules lie where only their owner may look.
  private static void everybodyReads(Path installed) throws Exception {
    try (Stream<Path> entries = Files.walk(installed)) {
      for (Path entry : entries.toList()) {
        if (Files.isSymbolicLink(entry)) {
          Path module = entry.toRealPath();
          Files.delete(entry);
          Files.copy(module, entry);
        }
        Files.setPosixFilePermissions(entry, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
  }

  private static Dist.End run(String user, String... args) throws Exception {
    return run(lab, user, args);
  }

  private static Dist.End run(UdisksLab lab, String user, String... args) throws Exception {
    return Dist.end(lab.as(user, dist.command(args)));
  }

  @Test
  void theDisksAreListed() throws Exception {
    Dist.End end = run("nobody", "disks");

    assertThat(end.exitCode()).as(end.err()).isZero();
    assertThat(end.out()).contains(source.toString(), target.toString());
  }

  @Test
  void aDiskIsClonedOntoAnotherAndVerified() throws Exception {
    String[] pair = {source.toString(), target.toString()};

    Dist.End check = run("nobody", "check", pair[0], pair[1]);
    Dist.End clone = run("nobody", "clone", pair[0], pair[1], "--yes", "--verify");
    Dist.End verify = run("nobody", "verify", pair[0], pair[1]);

    assertThat(check.exitCode()).as(check.err()).isZero();
    assertThat(check.out()).contains("ready: 8.39 MB from " + source + " onto " + target);
    assertThat(clone.exitCode()).as(clone.err()).isZero();
    assertThat(clone.out()).contains("durable and verified");
    assertThat(clone.err())
        .contains("asking the system to open " + source + "; a password may be needed")
        .contains("asking the system to open " + target + "; a password may be needed");
    assertThat(verify.exitCode()).as(verify.err()).isZero();
    assertThat(target.backingFile()).satisfies(Content.of(source.backingFile()));
  }

  @ParameterizedTest
  @CsvSource({
    "daemon, permission-refused, the rules of this system (polkit) do not allow it",
    "games, no-agent, no polkit agent is running here"
  })
  void whereNoPermissionIsGivenTheTargetIsLetBe(String user, String word, String text)
      throws Exception {
    Dist.End end =
        run(user, "clone", source.toString(), target.toString(), "--yes", "--progress=json");

    assertThat(end.exitCode()).isEqualTo(3);
    assertThat(end.err())
        .contains("\"reason\":\"" + word + "\"")
        .contains(text)
        .contains("un Diptych as root", "{\"event\":\"waiting\",\"device\":\"" + source);
  }

  @Test
  void aMountedTargetIsUnmountedWhereThatIsWished() throws Exception {
    Path point = Files.createTempDirectory(folder, "mount");
    try (LoopDevice disk = LoopDevice.create(folder, SIZE, 512)) {
      Peers.run("mkfs.ext4", "-q", disk.toString());
      try (UdisksLab own = UdisksLab.start(folder, source, disk)) {
        own.inside("mount", disk.toString(), point.toString());
        String[] clone = {"clone", source.toString(), disk.toString(), "--yes"};

        Dist.End refused = run(own, "nobody", clone);
        Dist.End denied = run(own, "daemon", and(clone, "--unmount"));
        Dist.End cloned = run(own, "nobody", and(clone, "--unmount"));

        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.err())
            .contains("Unmount it, release it or end what uses it first. --unmount unmounts it.");
        assertThat(denied.exitCode()).isEqualTo(3);
        assertThat(denied.err())
            .contains(disk + " could not be unmounted from " + point + ": Not authorized");
        assertThat(cloned.exitCode()).as(cloned.err()).isZero();
        assertThat(disk.backingFile()).satisfies(Content.of(source.backingFile()));
      }
    }
  }

  private static String[] and(String[] words, String more) {
    return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void aSignalEndsTheWaitingForThePassword() throws Exception {
    String[] clone = {"clone", source.toString(), target.toString(), "--yes", "--progress=json"};
    lab.hold();
    Process process = lab.as("nobody", dist.command(clone)).start();
    try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
      assertThat(lines.readLine()).contains("\"event\":\"waiting\"");
      Peers.run("kill", "-INT", Long.toString(process.pid()));
      String last = lines.lines().reduce((_, line) -> line).orElse("");

      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(130);
      assertThat(last).contains("\"outcome\":\"cancelled\"");
    } finally {
      process.destroyForcibly().waitFor();
      lab.release();
    }
  }

  @Test
  void aTargetThatSomebodyHoldsIsInUse() throws Exception {
    try (RawDevice _ = RawDevice.open(target.path(), OpenOptions.TARGET)) {
      Dist.End end = run("nobody", "clone", source.toString(), target.toString(), "--yes");

      assertThat(end.exitCode()).isEqualTo(3);
      assertThat(end.err()).contains("Target " + target + " is in use: another program holds it.");
    }
  }

  @Test
  void withoutUdisks2TheChecksSaySo() throws Exception {
    try (UdisksLab bare = UdisksLab.start(folder)) {
      Dist.End end = run(bare, "nobody", "check", source.toString(), target.toString());

      assertThat(end.exitCode()).isEqualTo(3);
      assertThat(end.out())
          .contains("Source " + source + " may not be opened by you")
          .contains("udisks2, which could open it for you, is not there")
          .contains("Install udisks2, or run Diptych as root.");
    }
  }

  @Test
  void withoutABusTheChecksSaySo() throws Exception {
    ProcessBuilder command =
        lab.as("nobody", dist.command("check", source.toString(), target.toString()));
    command.environment().put("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=" + folder.resolve("no-bus"));

    Dist.End end = Dist.end(command);

    assertThat(end.exitCode()).isEqualTo(3);
    assertThat(end.out()).contains("there is no system bus").contains("Run Diptych as root.");
  }
}
