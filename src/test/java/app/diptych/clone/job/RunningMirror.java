package app.diptych.clone.job;

import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.ExportPlan;
import app.diptych.clone.LiveExport;
import app.diptych.clone.MirrorRequest;
import app.diptych.disks.DiskInventory;
import app.diptych.mirror.CopyMode;
import app.diptych.nbd.client.ClientOptions;
import app.diptych.nbd.client.NbdClient;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A mirror job that runs on a thread of its own, for a test; closing it ends the job.
final class RunningMirror implements AutoCloseable {
  private static final long LIMIT_SECONDS = 60;

  private final LiveListener listener = new LiveListener();
  private final CompletableFuture<LiveExport> exported = new CompletableFuture<>();
  private final CompletableFuture<CloneResult> result = new CompletableFuture<>();
  private final MirrorJob job;
  private final Thread thread;

  private RunningMirror(MirrorRequest request, Consumer<MirrorJob> onExport) {
    CompletableFuture<MirrorJob> self = new CompletableFuture<>();
    this.job =
        new MirrorJob(
            request,
            DiskInventory.of(List::of),
            listener,
            export -> {
              exported.complete(export);
              onExport.accept(self.join());
            });
    self.complete(job);
    this.thread = Thread.ofPlatform().start(() -> result.complete(job.run()));
  }

  /// Starts one whose clients come by a socket of their own.
  static RunningMirror of(CloneRequest request) {
    return of(new MirrorRequest(request, ExportPlan.PRIVATE, CopyMode.WRITE_BLOCKING));
  }

  /// Starts it.
  static RunningMirror of(MirrorRequest request) {
    return new RunningMirror(request, _ -> {});
  }

  /// Starts one that does this as soon as the source can be reached.
  static RunningMirror of(MirrorRequest request, Consumer<MirrorJob> onExport) {
    return new RunningMirror(request, onExport);
  }

  /// The job.
  MirrorJob job() {
    return job;
  }

  /// What it tells.
  LiveListener listener() {
    return listener;
  }

  /// Where the source is reached.
  LiveExport exported() throws Exception {
    return exported.get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  /// A client of the source.
  NbdClient client() throws Exception {
    return NbdClient.connect(exported().uri(), ClientOptions.WRITE);
  }

  /// How it ended.
  CloneResult result() throws Exception {
    return result.get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  /// Ends it and says how it ended.
  CloneResult end() throws Exception {
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
