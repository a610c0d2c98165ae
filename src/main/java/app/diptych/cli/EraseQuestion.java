package app.diptych.cli;

import app.diptych.cli.output.Console;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.Endpoint;
import app.diptych.clone.Warning;
import app.diptych.disks.Disk;
import app.diptych.units.Sizes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Asks, before a target is erased, whether it is the one that was meant.
final class EraseQuestion {
  private final Console console;
  private final Machine machine;

  EraseQuestion(Console console, Machine machine) {
    this.console = console;
    this.machine = machine;
  }

  /// Whether `yes` was typed. An end of input is no.
  ///
  /// @param warnings what was found beforehand
  boolean ask(CloneRequest request, List<Warning> warnings) {
    if (request.options().journaling().resumes()) {
      return askToRepair(request);
    }
    Optional<Warning.GoesOnFromMap> map = Warning.GoesOnFromMap.among(warnings);
    if (map.isPresent()) {
      String name = Console.oneLine(map.get().map().toString());
      console.err().println("This overwrites all that the map " + name + " does not call read");
      console.err().println("on " + description(request.target()) + ",");
      console.err().println("with what is on " + description(request.source()) + ".");
      return isYes();
    }
    console.err().println("This erases everything on " + description(request.target()) + ",");
    console.err().println("and clones " + description(request.source()) + " onto it.");
    return isYes();
  }

  /// The same, before what differs on a target is overwritten, and the rest stays.
  boolean askToRepair(CloneRequest request) {
    console.err().println("This overwrites what differs on " + description(request.target()) + ",");
    console.err().println("with what is on " + description(request.source()) + ".");
    return isYes();
  }

  private boolean isYes() {
    console.err().print("Type yes to go on: ");
    console.err().flush();
    try {
      String answer = console.in().readLine();
      return answer != null && answer.strip().equals("yes");
    } catch (IOException e) {
      return false;
    }
  }

  private String description(Endpoint endpoint) {
    return switch (endpoint) {
      case Endpoint.ImageFile(var path, _) -> Console.oneLine(path.toString());
      case Endpoint.Export(var uri) -> Console.oneLine(uri.toString());
      case Endpoint.DiskPath(var path, _) -> Console.oneLine(path + describe(real(path)));
    };
  }

  /// What the inventory knows of a device node, in brackets; nothing where it knows nothing.
  String describe(String node) {
    for (Disk disk : machine.disks()) {
      if (disk.path().equals(node)) {
        return " (" + marks(disk) + ")";
      }
      if (disk.partitions().stream().anyMatch(partition -> partition.path().equals(node))) {
        return " (a partition of " + disk.path() + ", " + marks(disk) + ")";
      }
    }
    return "";
  }

  private static String marks(Disk disk) {
    String serial = disk.hardware().serial().map(text -> ", serial " + text).orElse("");
    return disk.title() + ", " + Sizes.of(disk.size()) + serial;
  }

  private static String real(Path path) {
    try {
      return path.toRealPath().toString();
    } catch (IOException e) {
      return path.toString();
    }
  }
}
