package app.diptych.clone.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.Await;
import app.diptych.Later;
import app.diptych.block.Content;
import app.diptych.block.DeviceException;
import app.diptych.block.Fault;
import app.diptych.block.FaultyDevice;
import app.diptych.block.GatedDevice;
import app.diptych.block.MemoryDevice;
import app.diptych.block.Operation;
import app.diptych.block.Region;
import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Endpoint;
import app.diptych.clone.ExportPlan;
import app.diptych.clone.Images;
import app.diptych.clone.LiveExport;
import app.diptych.clone.Refusal;
import app.diptych.clone.ServeRequest;
import app.diptych.clone.ServeResult;
import app.diptych.clone.check.DeviceFacts;
import app.diptych.disks.DiskInventory;
import app.diptych.nbd.Certificates;
import app.diptych.nbd.NbdAddress;
import app.diptych.nbd.NbdUri;
import app.diptych.nbd.client.ClientOptions;
import app.diptych.nbd.client.NbdClient;
import app.diptych.nbd.server.NbdServer;
import app.diptych.nbd.server.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One device that is offered.
@Timeout(240)
final class ServeJobTest {
  private static final int SIZE = 1 << 20;
  private static final Duration LIMIT = Duration.ofSeconds(60);
  @TempDir private Path folder;

  /// A job on a thread of its own, which closing ends.
  private static final class Running implements AutoCloseable {
    private final CompletableFuture<LiveExport> exported = new CompletableFuture<>();
    private final CompletableFuture<ServeResult> result = new CompletableFuture<>();
    private final ServeJob job;
    private final Thread thread;

    Running(ServeRequest request) {
      job = new ServeJob(request, DiskInventory.of(List::of), exported::complete, _ -> {});
      thread = Thread.ofPlatform().start(() -> result.complete(job.run()));
    }

    NbdUri uri() throws Exception {
      return exported.get(60, TimeUnit.SECONDS).uri();
    }

    ServeResult result() throws Exception {
      return result.get(60, TimeUnit.SECONDS);
    }

    ServeResult end() throws Exception {
      job.cancel();
      return result();
    }

    @Override
    public void close() {
      job.cancel();
      try {
        thread.join();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Path image() throws Exception {
    return Images.random(folder.resolve("a"), 1, SIZE);
  }

  private static ServeRequest request(Object device, boolean isReadOnly, boolean isCached) {
    var plan = new ExportPlan(Optional.empty(), isReadOnly, Optional.empty(), false);
    return new ServeRequest(Endpoint.parse(device.toString()), plan, isCached);
  }

  @ParameterizedTest(name = "cached: {0}")
  @ValueSource(booleans = {true, false})
  void clientsReadAndWriteIt(boolean isCached) throws Exception {
    Path image = image();
    try (var running = new Running(request(image, false, isCached));
        NbdClient client = NbdClient.connect(running.uri(), ClientOptions.WRITE)) {
      assertThat(Content.readAll(client)).isEqualTo(Content.random(1, SIZE));
      Content.write(client, 4096, Content.random(2, 4096));

      assertThat(running.end()).isEqualTo(new ServeResult.Ended());
    }
    assertThat(Files.readAllBytes(image)).containsSequence(Content.random(2, 4096));
  }

  @Test
  void whatClientsMayWriteIsOfferedOnce() throws Exception {
    Path image = image();
    try (var first = new Running(request(image, false, true))) {
      assertThat(first.uri()).isNotNull();
      try (var second = new Running(request(image, false, true))) {
        assertThat(second.result())
            .isEqualTo(
                new ServeResult.Refused(
                    List.of(
                        new Refusal.OfferedInUse(
                            Refusal.Role.DEVICE,
                            image.toString(),
                            List.of(Images.heldHere(image))))));
      }
    }
  }

  @Test
  void whatClientsMayOnlyReadIsOfferedToAnyNumber() throws Exception {
    Path image = image();
    try (var first = new Running(request(image, true, true));
        var second = new Running(request(image, true, true))) {
      assertThat(first.uri()).isNotEqualTo(second.uri());
      NbdUri uri = first.uri();
      assertThatThrownBy(() -> NbdClient.connect(uri, ClientOptions.WRITE))
          .isInstanceOf(DeviceException.ReadOnly.class);
    }
  }

  @Test
  void overTlsOnlyThoseWithACertificateComeIn() throws Exception {
    Path certificates = Certificates.make(Files.createDirectory(folder.resolve("certs")));
    var plan =
        new ExportPlan(
            Optional.of(NbdUri.parse("nbds://localhost:0/disk")),
            false,
            Optional.of(certificates),
            false);
    Path image = image();
    try (var running =
        new Running(new ServeRequest(Endpoint.parse(image.toString()), plan, true))) {
      NbdAddress at = running.uri().address();
      var known = new NbdUri(true, at, "disk", Optional.of(certificates));
      var plain = new NbdUri(false, at, "disk", Optional.empty());

      var compared = Images.request(known, image, CloneRequest.Options.DEFAULT);
      assertThat(new VerifyJob(compared, CloneListener.NONE).run())
          .isInstanceOf(CloneResult.Completed.class);
      assertThat(DeviceFacts.of(new Endpoint.Export(plain)))
          .isInstanceOfSatisfying(
              DeviceFacts.Result.Unknown.class,
              unknown ->
                  assertThat(unknown.refusal())
                      .isInstanceOfSatisfying(
                          Refusal.NotServed.class,
                          refused ->
                              assertThat(refused.obstacle()).isEqualTo(Refusal.Obstacle.DENIED)));
    }
  }

  @Test
  void whatIsNotThereIsRefused() throws Exception {
    Path none = folder.resolve("none");
    try (var running = new Running(request(none, false, true))) {
      assertThat(running.result())
          .isEqualTo(
              new ServeResult.Refused(List.of(new Refusal.NoSuchPath(Refusal.Role.DEVICE, none))));
    }
  }

  @Test
  void anAddressThatCannotBeHadIsRefused() throws Exception {
    var plan =
        new ExportPlan(
            Optional.of(NbdUri.parse("nbd+unix:///?socket=" + folder.resolve("no/socket"))),
            false,
            Optional.empty(),
            false);
    var request = new ServeRequest(Endpoint.parse(image().toString()), plan, true);
    try (var running = new Running(request)) {
      assertThat(running.result())
          .isInstanceOfSatisfying(
              ServeResult.Refused.class,
              refused ->
                  assertThat(refused.refusals()).hasOnlyElementsOfType(Refusal.NoExport.class));
    }
  }

  @Test
  void aLastFlushThatFailsIsAFailure() throws Exception {
    var faulty = new FaultyDevice(new MemoryDevice("memory", SIZE, 512));
    faulty.failFrom(Operation.FLUSH, 1, Fault.eio());
    try (faulty;
        NbdServer server = TestServer.byTcp(faulty);
        var running = new Running(request(server.uri(), false, true))) {
      assertThat(running.uri()).isNotNull();

      assertThat(running.end())
          .isInstanceOfSatisfying(
              ServeResult.Failed.class,
              failed -> assertThat(failed.reason()).startsWith("flush nbd://").contains("EIO"));
    }
  }

  private static CompletableFuture<Void> write(NbdClient client, long offset) {
    return Later.run(() -> Content.write(client, offset, Content.random(3, 4096)));
  }

  @Test
  void whatIsDoneForClientsShowsThatItGetsOn() throws Exception {
    var gated = new GatedDevice(new MemoryDevice("memory", SIZE, 512));
    try (gated;
        var first = gated.stopBefore(Operation.WRITE, new Region(0, 4096));
        var last = gated.stopBefore(Operation.WRITE, new Region(4096, 4096));
        NbdServer server = TestServer.byTcp(gated);
        var running = new Running(request(server.uri(), false, true));
        NbdClient client = NbdClient.connect(running.uri(), ClientOptions.WRITE)) {
      var writes = List.of(write(client, 0), write(client, 4096));
      first.awaitArrival();
      last.awaitArrival();
      running.job.cancel();
      Optional<LiveExport> before = running.job.export();
      assertThat(running.job.export()).isEqualTo(before);
      first.open();
      Await.until("it got on", () -> !running.job.export().equals(before));
      last.open();
      assertThat(running.result()).isEqualTo(new ServeResult.Ended());
      assertThat(writes).allSatisfy(write -> assertThat(write).succeedsWithin(LIMIT));
    }
  }

  @Test
  void endedBeforeItBeganNothingIsOffered() throws Exception {
    var job =
        new ServeJob(
            request(image(), false, true),
            DiskInventory.of(List::of),
            _ -> {
              throw new AssertionError("offered");
            },
            _ -> {});
    job.cancel();

    assertThat(job.run()).isEqualTo(new ServeResult.Ended());
  }
}
