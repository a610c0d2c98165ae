package app.diptych.cli;

import app.diptych.disks.Disk;
import app.diptych.json.JsonObject;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `diptych disks`.
@Command(
    name = "disks",
    description = "Lists the disks of this machine, their partitions, and who stands on them.",
    footer = {
      "",
      "Examples:",
      "  diptych disks",
      "  diptych disks --json | jq -r '.disks[] | select(.system | not) | .path'"
    })
final class DisksCommand implements Callable<Integer> {
  private final Console console;
  private final Machine machine;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  DisksCommand(Console console, Machine machine) {
    this.console = console;
    this.machine = machine;
  }

  @Override
  public Integer call() {
    List<Disk> disks = machine.disks();
    if (json) {
      List<JsonObject> objects = disks.stream().map(DiskJson::of).toList();
      console.out().println(new JsonObject().put("disks", objects));
    } else {
      DiskTable.lines(disks).forEach(console.out()::println);
    }
    return ExitCode.DONE;
  }
}
