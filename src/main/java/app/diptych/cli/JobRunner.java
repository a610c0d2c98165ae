package app.diptych.cli;

import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Job;
import app.diptych.clone.LiveUse;
import java.util.Optional;
import java.util.function.Function;

/// Runs a job on the calling thread: with progress told, and a signal carried to it.
final class JobRunner {
  private final Console console;
  private final Machine machine;
  private final Interruption interruption;

  JobRunner(Console console, Machine machine, Interruption interruption) {
    this.console = console;
    this.machine = machine;
    this.interruption = interruption;
  }

  /// Clones.
  CloneResult clone(CloneRequest request, ProgressKind progress, Optional<LiveUse> liveUse) {
    return run(listener -> machine.clone(request, listener, liveUse), progress);
  }

  /// Compares.
  CloneResult verify(CloneRequest request, ProgressKind progress) {
    return run(listener -> machine.verify(request, listener), progress);
  }

  private CloneResult run(Function<CloneListener, Job> maker, ProgressKind progress) {
    try (ProgressTeller teller = new ProgressTeller(ProgressView.of(progress, console))) {
      Job job = maker.apply(teller);
      teller.watch(job);
      interruption.watch(job);
      return job.run();
    }
  }
}
