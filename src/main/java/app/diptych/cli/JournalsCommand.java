package app.diptych.cli;

import app.diptych.cli.output.Console;
import app.diptych.clone.job.Journals;
import app.diptych.json.JsonObject;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `diptych journals`.
final class JournalsCommand implements Callable<Integer> {
  private final Console console;

  private final Setting<Boolean> json = Setting.flag("--json", "Print one JSON object.");

  private final Setting<Path> folder =
      Setting.option(
          "--journal",
          "DIR",
          Path.class,
          "Those of this folder (default: the folder journals beside the log).");

  private final Setting<String> target =
      Setting.option(
          "--forget",
          "TARGET",
          String.class,
          "Forget the clone onto this target. The target stays as it is, and its clone cannot go"
              + " on.");

  JournalsCommand(Console console) {
    this.console = console;
  }

  /// The command, its options and its help.
  CommandSpec spec() {
    CommandSpec spec =
        Form.of(
            "journals",
            this,
            "Lists the clones that were broken off and can go on: by the same command with"
                + " --resume, or in the window.");
    spec.usageMessage()
        .footer(
            "",
            "Examples:",
            "  diptych journals",
            "  diptych journals --forget /dev/sdc",
            "",
            "A journal goes when its clone is done, or another one onto the same target begins."
                + " The oldest goes, and is told, where there are more than "
                + Journals.MOST
                + ".");
    json.addTo(spec);
    folder.addTo(spec);
    target.addTo(spec);
    return spec;
  }

  @Override
  public Integer call() {
    try {
      return answer(new Journals(folder.chosen()));
    } catch (IOException e) {
      return failed("the journals cannot be used: " + Journals.reason(e));
    }
  }

  private int answer(Journals journals) throws IOException {
    List<Journals.BrokenOff> all = journals.list();
    if (target.isSet()) {
      return forget(journals, all, target.value());
    }
    if (json.isSet()) {
      tell("journals", all);
    } else {
      all.forEach(job -> console.out().println(Console.oneLine(line(job))));
    }
    return ExitCode.DONE;
  }

  private int forget(Journals journals, List<Journals.BrokenOff> all, String name)
      throws IOException {
    List<Journals.BrokenOff> meant =
        all.stream().filter(job -> isOf(job.request().target().toString(), name)).toList();
    if (meant.isEmpty()) {
      return failed("no clone onto " + name + " was broken off");
    }
    for (Journals.BrokenOff job : meant) {
      journals.forget(job);
      if (!json.isSet()) {
        console.out().println(Console.oneLine("forgot " + line(job)));
      }
    }
    if (json.isSet()) {
      tell("forgotten", meant);
    }
    return ExitCode.DONE;
  }

  private void tell(String key, List<Journals.BrokenOff> jobs) {
    console
        .out()
        .println(new JsonObject().put(key, jobs.stream().map(JournalsCommand::json).toList()));
  }

  private int failed(String why) {
    if (json.isSet()) {
      String message = Console.oneLine(why);
      console.out().println(new JsonObject().put("outcome", "failed").put("message", message));
      console.out().flush();
    }
    console.complain(why);
    return ExitCode.FAILED;
  }

  // A journal has whole paths.
  private static boolean isOf(String kept, String name) {
    try {
      return kept.equals(name)
          || kept.equals(Path.of(name).toAbsolutePath().normalize().toString());
    } catch (InvalidPathException _) {
      return false;
    }
  }

  private static String line(Journals.BrokenOff job) {
    long percent = job.bytesTotal() == 0 ? 0 : (long) (100.0 * job.bytesDone() / job.bytesTotal());
    return "%s onto %s: %d%%, %s begun at %s%s"
        .formatted(
            job.request().source(),
            job.request().target(),
            percent,
            word(job),
            job.begun().truncatedTo(ChronoUnit.SECONDS),
            job.isTargetGone() ? ", target not there any more" : "");
  }

  private static String word(Journals.BrokenOff job) {
    return job.isLive() ? "mirror" : "clone";
  }

  private static JsonObject json(Journals.BrokenOff job) {
    return new JsonObject()
        .put("source", job.request().source().toString())
        .put("target", job.request().target().toString())
        .put("kind", word(job))
        .put("begun", job.begun().toString())
        .put("bytesDone", job.bytesDone())
        .put("bytesTotal", job.bytesTotal())
        .put("targetGone", job.isTargetGone());
  }
}
