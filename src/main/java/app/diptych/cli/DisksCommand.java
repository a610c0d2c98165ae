package app.diptych.cli;

import app.diptych.cli.output.Console;
import app.diptych.disks.Disk;
import app.diptych.json.JsonObject;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `diptych disks`.
final class DisksCommand implements Callable<Integer> {
  private final Console console;
  private final Machine machine;

  private final Setting<Boolean> json = Setting.flag("--json", "Print one JSON object.");

  DisksCommand(Console console, Machine machine) {
    this.console = console;
    this.machine = machine;
  }

  /// The command, its options and its help.
  CommandSpec spec() {
    CommandSpec spec =
        Form.of(
            "disks",
            this,
            "Lists the disks of this machine, their partitions, and who stands on them.");
    spec.usageMessage()
        .footer(
            "",
            "Examples:",
            "  diptych disks",
            "  diptych disks --json | jq -r '.disks[] | select(.system | not) | .path'");
    json.addTo(spec);
    return spec;
  }

  @Override
  public Integer call() {
    List<Disk> disks = machine.disks();
    if (json.isSet()) {
      List<JsonObject> objects = disks.stream().map(DiskJson::of).toList();
      console.out().println(new JsonObject().put("disks", objects));
    } else {
      DiskTable.lines(disks).forEach(console.out()::println);
    }
    return ExitCode.DONE;
  }
}
