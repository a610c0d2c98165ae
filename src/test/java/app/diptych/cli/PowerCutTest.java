package app.diptych.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.Content;
import app.diptych.block.DeviceException;
import app.diptych.block.LossyDevice;
import app.diptych.block.MemoryDevice;
import app.diptych.nbd.NbdAddress;
import app.diptych.nbd.NbdUri;
import app.diptych.nbd.client.ClientOptions;
import app.diptych.nbd.client.NbdClient;
import app.diptych.nbd.server.Export;
import app.diptych.nbd.server.NbdServer;
import app.diptych.nbd.server.ServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The program is killed at some moment, and the target loses what it had not flushed; then the
/// program goes on. In the end both are equal.
@EnabledOnOs(OS.LINUX)
@Timeout(240)
final class PowerCutTest {
  private static final int SIZE = 48 << 20;
  private static final int SEEDS = Integer.getInteger("diptych.cuts", 1);
  private static final int CUTS = 3;
  private static final long LONGEST = 1500;

  @TempDir private static Path shared;
  private static Dist dist;

  @TempDir Path folder;
  private final LossyDevice target = new LossyDevice(new MemoryDevice("target", SIZE, 512));
  private final AtomicInteger writes = new AtomicInteger();
  private Path source = Path.of("");

  static List<Long> seeds() {
    return LongStream.rangeClosed(1, SEEDS).boxed().toList();
  }

  @BeforeAll
  static void install() throws IOException {
    dist = Dist.create(shared.resolve("dist"));
  }

  @BeforeEach
  void fill() throws Exception {
    source = Files.write(folder.resolve("source.img"), Content.random(1, SIZE));
    Content.fill(target, 2);
  }

  private NbdServer serve() throws IOException {
    return NbdServer.open(
        uri("target"), List.of(new Export("", "", target, false, false)), ServerOptions.DEFAULT);
  }

  private NbdUri uri(String name) {
    return new NbdUri(
        false, new NbdAddress.Unix(folder.resolve(name + ".sock")), "", Optional.empty());
  }

  private boolean hasJournal() throws IOException {
    Path journals = folder.resolve("journals");
    if (!Files.isDirectory(journals)) {
      return false;
    }
    try (var files = Files.list(journals)) {
      return files.anyMatch(file -> file.toString().endsWith(".journal"));
    }
  }

  private String[] arguments(String command, String... more) throws IOException {
    var arguments =
        new ArrayList<>(
            List.of(
                command,
                source.toString(),
                uri("target").toString(),
                "--yes",
                "--journal",
                folder.resolve("journals").toString()));
    arguments.addAll(List.of(more));
    if (hasJournal()) {
      arguments.add("--resume");
    }
    return arguments.toArray(String[]::new);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aCloneGoesOnAndIsExact(long seed) throws Exception {
    var random = new SplittableRandom(seed);
    for (int cut = 0; cut < CUTS; cut++) {
      try (NbdServer _ = serve()) {
        Process process =
            dist.command(arguments("clone", "--rate=40M", "--progress=none"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        process.waitFor(600 + random.nextLong(LONGEST), TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
      }
      target.cutPower(random);
    }
    try (NbdServer _ = serve()) {
      Dist.End end = dist.run(arguments("clone", "--progress=none"));

      assertThat(end.exitCode()).as(end.err()).isZero();
    }
    target.cutPower(random);
    assertThat(Content.readAll(target)).isEqualTo(Files.readAllBytes(source));
    assertThat(hasJournal()).isFalse();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aMirrorThatIsWrittenToGoesOnAndIsExact(long seed) throws Exception {
    var random = new SplittableRandom(seed);
    for (int cut = 0; cut < CUTS; cut++) {
      // At first while it copies, later in sync.
      String rate = cut == 0 ? "--rate=20M" : "--rate=1G";
      try (NbdServer _ = serve();
          var mirror = new RunningProgram(dist, arguments("mirror", export(), rate))) {
        NbdUri live = mirror.uri();
        int before = writes.get();
        Thread load = Thread.ofPlatform().start(() -> write(live, random.split()));
        while (load.isAlive() && writes.get() == before) {
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        load.join(500 + random.nextLong(LONGEST));
        mirror.kill();
        load.join();
      }
      target.cutPower(random);
    }
    try (NbdServer _ = serve();
        var mirror = new RunningProgram(dist, arguments("mirror", export()))) {
      mirror.awaitPhase("in-sync");
      assertThat(mirror.end("TERM")).as(mirror.last()).isZero();
    }
    target.cutPower(random);
    assertThat(writes).hasPositiveValue();
    assertThat(Content.readAll(target)).isEqualTo(Files.readAllBytes(source));
  }

  private String export() {
    return "--export=" + uri("live");
  }

  /// Writes here and there until the server is gone.
  private void write(NbdUri live, SplittableRandom random) {
    try (NbdClient client = NbdClient.connect(live, ClientOptions.WRITE)) {
      for (long n = 0; ; n++) {
        long block = random.nextLong(SIZE / 4096);
        Content.write(client, block * 4096, Content.random(n, 4096));
        writes.incrementAndGet();
        if (n % 64 == 0) {
          client.flush();
        }
      }
    } catch (DeviceException _) {
      // It was killed.
    }
  }
}
