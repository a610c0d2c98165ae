package app.diptych.clone;

import app.diptych.disks.Disk;
import app.diptych.disks.DiskInventory;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Keeps the source live over NBD while the target becomes and stays its exact copy, until it is
/// finished or cancelled.
///
/// Phases: PREPARING, COPYING, FLUSHING, IN_SYNC, and DETACHED once it was finished while clients
/// were still there.
@SuppressWarnings("DoNotCallSuggester")
public final class MirrorJob implements Job {
  private final MirrorRequest request;
  private final Supplier<List<Disk>> disks;
  private final CloneListener listener;
  private final Consumer<LiveExport> exported;

  /// A job that is not started.
  ///
  /// @param exported is told, by the job's thread, once the source can be reached
  public MirrorJob(
      MirrorRequest request,
      DiskInventory inventory,
      CloneListener listener,
      Consumer<LiveExport> exported) {
    this.request = request;
    this.disks = inventory::list;
    this.listener = listener;
    this.exported = exported;
  }

  /// Ends as Completed when it was finished in sync, Cancelled when it was ended before, Failed
  /// when a side failed.
  @Override
  public CloneResult run() {
    throw new UnsupportedOperationException(request + " " + exported + disks);
  }

  @Override
  public JobProgress progress() {
    throw new UnsupportedOperationException();
  }

  /// The export, while the source can be reached.
  public Optional<LiveExport> export() {
    return Optional.empty();
  }

  /// Detaches the target at a moment when both are equal and nobody writes: it is an exact, durable
  /// copy of that moment. The source stays live for its clients until [#cancel]. Does nothing
  /// unless in sync. Returns at once.
  public void detach() {
    listener.phase(Phase.DETACHED);
  }

  /// Ends the export and the job. In sync: drains, flushes both and detaches, and the job is
  /// Completed, as it is when it was detached before. While copying: Cancelled.
  @Override
  public void cancel() {
    throw new UnsupportedOperationException();
  }
}
