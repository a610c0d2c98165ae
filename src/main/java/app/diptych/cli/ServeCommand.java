package app.diptych.cli;

import app.diptych.cli.output.Console;
import app.diptych.cli.output.ProgressKind;
import app.diptych.clone.Endpoint;
import app.diptych.clone.ServeRequest;
import app.diptych.clone.ServeResult;
import app.diptych.clone.Verdict;
import app.diptych.clone.Wording;
import app.diptych.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `diptych serve`.
final class ServeCommand implements Callable<Integer> {
  private final Console console;
  private final Machine machine;
  private final JobRunner jobs;

  private final Setting<Endpoint> device =
      Setting.parameter(
          0, "DEVICE", Endpoint.class, "A disk such as /dev/sdb, an image file, or an NBD URI.");

  private final ExportOptions export = new ExportOptions();

  private final Setting<CacheKind> cache =
      Setting.option(
          "--cache",
          "writeback|none",
          CacheKind.class,
          "writeback (default): through the page cache of this machine; a client's flush makes"
              + " what it wrote durable. none: past the cache.");

  private final ProgressOption progress = new ProgressOption();

  ServeCommand(Console console, Machine machine, JobRunner jobs) {
    this.console = console;
    this.machine = machine;
    this.jobs = jobs;
  }

  /// The command, its options and its help.
  CommandSpec spec() {
    CommandSpec spec =
        Form.of(
            "serve",
            this,
            "Offers one device over NBD until a signal ends it.",
            "A device that clients may write to is held for this alone.");
    spec.usageMessage()
        .footer(
            "",
            "Examples:",
            "  diptych serve disk.img --export nbd://localhost/disk --read-only",
            "  diptych serve /dev/sdb --export 'nbd+unix:///sdb?socket=/run/sdb.sock'",
            "  diptych serve disk.img --export nbds://0.0.0.0/disk --tls-certs /etc/pki/nbd",
            "",
            "A signal (SIGINT, SIGTERM) finishes what clients have asked, flushes, and ends.",
            "",
            "Exit codes: 0 ended, 1 failed, 2 wrong usage, 3 refused by the checks.");
    device.addTo(spec);
    export.addTo(spec);
    cache.addTo(spec);
    progress.addTo(spec);
    return spec;
  }

  @Override
  public Integer call() {
    var request =
        new ServeRequest(
            device.value(), export.plan(), cache.or(CacheKind.WRITEBACK) == CacheKind.WRITEBACK);
    ProgressKind kind = progress.kind(console);
    Verdict verdict = machine.check(request);
    if (!verdict.isClear()) {
      return tell(new ServeResult.Refused(verdict.refusals()), kind);
    }
    // At once to scripts as well: the result comes when all is over, which may be in a year.
    verdict.warnings().forEach(warning -> console.warn(Wording.of(warning), kind));
    return tell(jobs.serve(request, kind), kind);
  }

  private int tell(ServeResult result, ProgressKind kind) {
    if (kind == ProgressKind.JSON) {
      console.err().println(json(result));
    } else {
      tellPeople(result);
    }
    return ExitCode.of(result);
  }

  private void tellPeople(ServeResult result) {
    switch (result) {
      case ServeResult.Ended() ->
          console.out().println(Console.oneLine(device.value() + " is offered no more."));
      case ServeResult.Failed(var reason) -> console.complain("failed: " + reason);
      case ServeResult.Refused(var refusals) ->
          refusals.forEach(refusal -> console.complain(Wording.of(refusal)));
    }
  }

  private JsonObject json(ServeResult result) {
    var json = new JsonObject().put("event", "result");
    return switch (result) {
      case ServeResult.Ended() ->
          json.put("outcome", "completed")
              .put("message", "offered no more")
              .put("device", device.value().toString());
      case ServeResult.Failed(var reason) ->
          json.put("outcome", "failed")
              .put("message", reason)
              .put("device", device.value().toString());
      case ServeResult.Refused(var refusals) ->
          json.put("outcome", "refused")
              .put("message", Console.oneLine(Wording.of(refusals.getFirst())))
              .put("device", device.value().toString())
              .put("refusals", refusals.stream().map(Outcome::refusal).toList());
    };
  }
}
