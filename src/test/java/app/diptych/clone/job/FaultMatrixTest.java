package app.diptych.clone.job;

import static app.diptych.clone.Results.failed;
import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.Later;
import app.diptych.block.Content;
import app.diptych.block.DeviceException;
import app.diptych.block.GatedDevice;
import app.diptych.block.Operation;
import app.diptych.block.Region;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Endpoint;
import app.diptych.clone.ExportPlan;
import app.diptych.clone.Fit;
import app.diptych.clone.Job;
import app.diptych.clone.Journaling;
import app.diptych.clone.LiveExport;
import app.diptych.clone.MirrorRequest;
import app.diptych.clone.Phase;
import app.diptych.clone.Refusal;
import app.diptych.clone.Stall;
import app.diptych.clone.job.FaultMatrix.Cell;
import app.diptych.clone.job.FaultMatrix.Outcome;
import app.diptych.clone.job.Trouble.Stage;
import app.diptych.clone.pair.Surroundings;
import app.diptych.disks.DiskInventory;
import app.diptych.mirror.CopyMode;
import app.diptych.nbd.client.ClientOptions;
import app.diptych.nbd.client.NbdClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every place of the [FaultMatrix]. Whatever the trouble, the job ends, no thread stays, no region
/// stays held, the source of a clone is not written to, and what was broken off goes on when the
/// trouble is over.
@Timeout(240)
final class FaultMatrixTest {
  // Twice what is read ahead of a comparison, so that there is more to come wherever it stops.
  private static final int SIZE = 32 << 20;
  private static final Region SOMEWHERE = new Region(SIZE / 4, 512);
  // In a chunk that is on its way there, so that who writes to it waits for nobody.
  private static final int WRITTEN = SIZE / 4 + 8192;
  private static final byte[] NEWS = Content.random(7, 4096);
  private static final long LIMIT_SECONDS = 60;
  private static final Duration OFTEN = Duration.ofMillis(5);

  private final Path folder;
  private final TroubledDisk source;
  private final TroubledDisk target;
  private final Set<Thread> older = Thread.getAllStackTraces().keySet();
  private final AskedTime time = new AskedTime();
  private final List<Job> jobs = new ArrayList<>();
  private final List<CompletableFuture<CloneResult>> ends = new ArrayList<>();
  private LiveListener listener = new LiveListener();
  private CompletableFuture<LiveExport> exported = new CompletableFuture<>();

  FaultMatrixTest(@TempDir Path folder) throws Exception {
    this.folder = folder;
    this.source = TroubledDisk.create(folder.resolve("source"), SIZE, 1);
    this.target = TroubledDisk.create(folder.resolve("target"), SIZE, 2);
  }

  @AfterEach
  void close() {
    source.heal();
    target.heal();
    jobs.forEach(Job::cancel);
    ends.forEach(end -> end.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join());
    source.close();
    target.close();
  }

  private CompletableFuture<CloneResult> start(Job job) {
    jobs.add(job);
    CompletableFuture<CloneResult> end = Later.of(job::run);
    ends.add(end);
    return end;
  }

  static Stream<Cell> cells() {
    return FaultMatrix.cells();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cells")
  void itEndsAsTheMatrixSays(Cell cell) throws Exception {
    if (cell.stage().isLive()) {
      live(cell);
    } else {
      offline(cell);
    }
    assertThat(target.content()).isEqualTo(source.content());
    assertThat(brokenOff()).isZero();
    assertThatNoThreadIsLeft();
  }

  private TroubledDisk disk(Cell cell) {
    return cell.side() == Refusal.Role.SOURCE ? source : target;
  }

  private void strike(Cell cell, GatedDevice.Stop stop) {
    disk(cell).strike(cell.trouble(), cell.stage());
    boolean isToStay =
        switch (cell.stage()) {
          case COPYING, COPYING_LIVE -> true;
          case FLUSHING -> cell.side() == Refusal.Role.TARGET;
          case IN_SYNC, VERIFYING -> false;
        };
    if (cell.trouble() != Trouble.STALL || !isToStay) {
      stop.open();
    }
  }

  /// Where the job is stopped for the trouble to come.
  private GatedDevice.Stop stop(Cell cell) {
    return switch (cell.stage()) {
      case COPYING, COPYING_LIVE, IN_SYNC ->
          cell.side() == Refusal.Role.SOURCE
              ? source.stopBefore(Operation.READ, SOMEWHERE)
              : target.stopBefore(Operation.WRITE, SOMEWHERE);
      case VERIFYING -> target.stopBefore(Operation.READ, SOMEWHERE);
      case FLUSHING -> target.stopBefore(Operation.FLUSH, SOMEWHERE);
    };
  }

  /// Waits until the job has come to the stop: of the flushes, to the last, which comes after the
  /// head was written.
  private void arrive(Cell cell, GatedDevice.Stop stop) throws DeviceException {
    stop.awaitArrival();
    while (cell.stage() == Stage.FLUSHING && !hasHead()) {
      stop.letOne();
      stop.awaitArrival();
    }
  }

  private boolean hasHead() throws DeviceException {
    return Arrays.mismatch(target.content(), 0, 512, new byte[512], 0, 512) >= 0;
  }

  private CloneRequest request(Cell cell, boolean resumes) {
    var options =
        new CloneRequest.Options(
            Fit.EXACT, cell.stage() == Stage.VERIFYING, false, Optional.empty());
    return new CloneRequest(
        new Endpoint.Export(source.uri()),
        new Endpoint.Export(target.uri()),
        options.with(new Journaling(Optional.of(folder.resolve("journals")), resumes)));
  }

  // So that nobody waits ten seconds for the watchdog.
  private Surroundings timed(Cell cell, Surroundings usual) {
    return cell.trouble() == Trouble.STALL
        ? new Surroundings(usual.checks(), usual.disks(), time, OFTEN)
        : usual;
  }

  private int brokenOff() {
    return new Journals(Optional.of(folder.resolve("journals"))).brokenOff().size();
  }

  // ---- a clone

  private CompletableFuture<CloneResult> clone(Cell cell, boolean resumes) {
    listener = new LiveListener();
    Surroundings around = timed(cell, Surroundings.of(DiskInventory.of(List::of)));
    return start(new CloneJob(request(cell, resumes), around, listener, Optional.empty()));
  }

  private void offline(Cell cell) throws Exception {
    GatedDevice.Stop stop = stop(cell);
    CompletableFuture<CloneResult> running = clone(cell, false);
    arrive(cell, stop);
    strike(cell, stop);
    if (cell.outcome() == Outcome.WAITS) {
      assertThatItIsToldAndTakenBack(cell, running);
    }
    CloneResult end = running.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    assertThat(source.wasChanged()).isFalse();
    switch (cell.outcome()) {
      case FAILS -> {
        assertThatItFailed(cell, end);
        assertThatTheTargetDoesNotLookFinished(cell);
        assertThat(brokenOff()).isOne();
        source.heal();
        target.heal();
        assertThat(clone(cell, true).get(LIMIT_SECONDS, TimeUnit.SECONDS))
            .isInstanceOf(CloneResult.Completed.class);
      }
      case WHOLE -> assertThatItFailed(cell, end);
      case UNNOTICED, WAITS, CLIENTS, TOLD ->
          assertThat(end).isInstanceOf(CloneResult.Completed.class);
    }
  }

  private Stall awaitStall(Cell cell) throws Exception {
    Stall stall = listener.awaitStall(cell.side());
    // It would give up after a while.
    time.stop();
    return stall;
  }

  private void assertThatItIsToldAndTakenBack(Cell cell, CompletableFuture<?> waiting)
      throws Exception {
    Stall stall = awaitStall(cell);
    assertThat(stall.device()).isEqualTo(disk(cell).uri().toString());
    assertThat(waiting).isNotDone();
    disk(cell).heal();
    listener.awaitRecovery(cell.side());
  }

  private static void assertThatItFailed(Cell cell, CloneResult end) {
    CloneResult.Failed failed = failed(end);
    assertThat(failed.phase().toString())
        .isEqualTo(cell.stage() == Stage.COPYING_LIVE ? "copying" : phase(cell.stage()));
    assertThatItSaysWhatAndWhere(cell, failed.reason());
  }

  private static String phase(Stage stage) {
    return stage.toString().replace(' ', '-');
  }

  private static void assertThatItSaysWhatAndWhere(Cell cell, String reason) {
    String side = cell.side() == Refusal.Role.SOURCE ? "source" : "target";
    String what = cell.stage() == Stage.FLUSHING ? "flush" : "(read|write|zero|extents|flush)";
    String where = cell.stage() == Stage.FLUSHING ? "" : "( @\\d+\\+\\d+)?";
    assertThat(reason)
        .matches(side + ": " + what + " nbd\\+unix://\\S+" + where + ": .*")
        .contains(cell.trouble().reason());
  }

  private void assertThatTheTargetDoesNotLookFinished(Cell cell) throws DeviceException {
    if (cell.stage() != Stage.FLUSHING) {
      assertThat(hasHead()).isFalse();
    }
  }

  // ---- a mirror

  private MirrorJob mirror(Cell cell, boolean resumes) {
    listener = new LiveListener();
    exported = new CompletableFuture<>();
    var request =
        new MirrorRequest(request(cell, resumes), ExportPlan.PRIVATE, CopyMode.WRITE_BLOCKING);
    Surroundings around = timed(cell, Surroundings.of(request, DiskInventory.of(List::of)));
    return new MirrorJob(request, around, listener, exported::complete);
  }

  private void live(Cell cell) throws Exception {
    GatedDevice.Stop stop = stop(cell);
    if (cell.stage() == Stage.IN_SYNC) {
      stop.open();
    }
    MirrorJob job = mirror(cell, false);
    CompletableFuture<CloneResult> running = start(job);
    try (NbdClient client =
        NbdClient.connect(
            exported.get(LIMIT_SECONDS, TimeUnit.SECONDS).uri(), ClientOptions.WRITE)) {
      if (cell.stage() == Stage.IN_SYNC) {
        listener.await(Phase.IN_SYNC);
      } else {
        stop.awaitArrival();
      }
      strike(cell, stop);
      use(cell, client, running);
    }
    end(cell, job, running);
  }

  /// What clients do meanwhile.
  private void use(Cell cell, NbdClient client, CompletableFuture<CloneResult> running)
      throws Exception {
    if (cell.outcome() == Outcome.TOLD && cell.stage() == Stage.COPYING_LIVE) {
      // The copier meets the trouble first: where that is soon over, clients find out by it.
      listener.awaitFailure();
    }
    CompletableFuture<Void> write = write(client, WRITTEN);
    CompletableFuture<byte[]> read = read(client, 0);
    if (cell.outcome() == Outcome.WAITS) {
      boolean holdsWriter = cell.side() == Refusal.Role.SOURCE || cell.stage() == Stage.IN_SYNC;
      boolean holdsReader = cell.side() == Refusal.Role.SOURCE;
      awaitStall(cell);
      assertThat(isAnswered(write, holdsWriter)).isEqualTo(!holdsWriter);
      assertThat(isAnswered(read, holdsReader)).isEqualTo(!holdsReader);
      assertThatItIsToldAndTakenBack(cell, running);
    }
    assertThat(await(write).isEmpty()).isEqualTo(!cell.hitsWriters());
    assertThat(await(read).isEmpty()).isEqualTo(!cell.hitsReaders());
    switch (cell.outcome()) {
      case TOLD -> {
        assertThatItSaysWhatAndWhere(cell, listener.awaitFailure());
        assertThat(running).isNotDone();
        if (cell.side() == Refusal.Role.TARGET) {
          Content.write(client, WRITTEN, NEWS);
          assertThat(Content.read(client, WRITTEN, NEWS.length)).isEqualTo(NEWS);
          client.flush();
        }
      }
      case CLIENTS -> {
        source.heal();
        Content.write(client, WRITTEN, NEWS);
        assertThat(Content.read(client, WRITTEN, NEWS.length)).isEqualTo(NEWS);
        listener.await(Phase.IN_SYNC);
      }
      case UNNOTICED, WAITS, FAILS, WHOLE -> listener.await(Phase.IN_SYNC);
    }
  }

  private static boolean isAnswered(CompletableFuture<?> request, boolean isHeld) throws Exception {
    return isHeld ? request.isDone() : await(request).isEmpty();
  }

  private static CompletableFuture<Void> write(NbdClient client, long offset) {
    return Later.run(() -> Content.write(client, offset, NEWS));
  }

  private static CompletableFuture<byte[]> read(NbdClient client, long offset) {
    return Later.of(() -> Content.read(client, offset, 4096));
  }

  /// What a client was told; empty where it got what it wanted.
  private static String await(CompletableFuture<?> request) throws Exception {
    return request
        .handle((_, failure) -> failure == null ? "" : failure.toString())
        .get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  private void end(Cell cell, MirrorJob job, CompletableFuture<CloneResult> running)
      throws Exception {
    job.cancel();
    CloneResult end = running.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    if (cell.outcome() != Outcome.TOLD) {
      assertThat(end).isInstanceOf(CloneResult.Completed.class);
      return;
    }
    assertThatItFailed(cell, end);
    assertThat(brokenOff()).isOne();
    source.heal();
    target.heal();
    MirrorJob later = mirror(cell, true);
    CompletableFuture<CloneResult> again = start(later);
    listener.await(Phase.IN_SYNC);
    later.cancel();
    assertThat(again.get(LIMIT_SECONDS, TimeUnit.SECONDS))
        .isInstanceOf(CloneResult.Completed.class);
  }

  private void assertThatNoThreadIsLeft() throws InterruptedException {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().matches("job|(mirror|verify)-.*") && !older.contains(thread)) {
        assertThat(thread.join(Duration.ofSeconds(LIMIT_SECONDS))).as(thread.getName()).isTrue();
      }
    }
  }
}
