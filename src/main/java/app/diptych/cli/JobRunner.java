package app.diptych.cli;

import app.diptych.cli.output.Announcement;
import app.diptych.cli.output.Console;
import app.diptych.cli.output.ProgressKind;
import app.diptych.cli.output.ProgressTeller;
import app.diptych.cli.output.ProgressView;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.Job;
import app.diptych.clone.LiveExport;
import app.diptych.clone.LiveUse;
import app.diptych.clone.MirrorRequest;
import app.diptych.clone.ServeRequest;
import app.diptych.clone.ServeResult;
import app.diptych.clone.Serving;
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
  Ended clone(
      CloneRequest request, ProgressKind progress, Optional<LiveUse> liveUse, ReportOption report) {
    return run(listener -> machine.clone(request, listener, liveUse), progress, report);
  }

  /// Compares.
  Ended verify(CloneRequest request, ProgressKind progress, ReportOption report) {
    return run(listener -> machine.verify(request, listener), progress, report);
  }

  /// Copies again what differs.
  Ended repair(CloneRequest request, ProgressKind progress, ReportOption report) {
    return run(listener -> machine.repair(request, listener), progress, report);
  }

  /// Keeps a source live while it is cloned, and says where it can be reached.
  Ended mirror(MirrorRequest request, ProgressKind progress, ReportOption report) {
    String source = request.pair().source().toString();
    return run(
        teller ->
            machine.mirror(
                request, teller, export -> teller.announce(telling(source, export, progress))),
        progress,
        report);
  }

  /// Offers a device, and says where it can be reached.
  ServeResult serve(ServeRequest request, ProgressKind progress) {
    String device = request.device().toString();
    try (ProgressTeller teller = new ProgressTeller(ProgressView.of(progress, console))) {
      Serving serving =
          machine.serve(
              request,
              export -> teller.announce(telling(device, export, progress)),
              teller::waiting);
      interruption.watch(serving);
      ServeResult result = serving.run();
      interruption.done(ExitCode.of(result));
      return result;
    }
  }

  private Runnable telling(String device, LiveExport export, ProgressKind progress) {
    return () -> new Announcement(device, export.uri()).tell(console, progress);
  }

  private Ended run(
      Function<ProgressTeller, Job> maker, ProgressKind progress, ReportOption report) {
    Ended ended;
    Optional<String> unwritten;
    try (ProgressTeller teller = new ProgressTeller(ProgressView.of(progress, console))) {
      Job job = maker.apply(teller);
      teller.watch(job);
      interruption.watch(job);
      ended = new Ended(job.run(), job.report());
      // Before anything waits for whoever reads what is told.
      unwritten = report.write(ended.report());
      interruption.done(ExitCode.of(ended.result()));
    }
    unwritten.ifPresent(why -> console.warn("the report was not written: " + why, progress));
    return ended;
  }
}
