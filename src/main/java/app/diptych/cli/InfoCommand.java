package app.diptych.cli;

import app.diptych.block.Geometry;
import app.diptych.clone.DeviceFacts;
import app.diptych.clone.Endpoint;
import app.diptych.clone.Wording;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `diptych info`.
@Command(
    name = "info",
    description = "Tells a device's geometry.",
    footer = {"", "Examples:", "  diptych info /dev/sda", "  diptych info disk.img --json"})
final class InfoCommand implements Callable<Integer> {
  private final Console console;
  private final Machine machine;

  @Parameters(paramLabel = "DEVICE", description = "A disk such as /dev/sda, or an image file.")
  private Endpoint device;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  InfoCommand(Console console, Machine machine) {
    this.console = console;
    this.machine = machine;
  }

  @Override
  public Integer call() {
    return switch (machine.facts(device)) {
      case DeviceFacts.Result.Known(var facts) -> {
        console.out().println(json ? json(facts) : text(facts));
        yield ExitCode.DONE;
      }
      case DeviceFacts.Result.Unknown(var refusal) -> {
        console.complain(Wording.of(refusal));
        yield ExitCode.REFUSED;
      }
    };
  }

  private static String text(DeviceFacts facts) {
    Geometry geometry = facts.geometry();
    StringBuilder text = new StringBuilder(Console.oneLine(facts.endpoint().toString()));
    line(text, "kind", kind(facts.endpoint()));
    line(text, "size", exact(geometry.size()));
    line(
        text,
        "sectors",
        String.format(
            Locale.ENGLISH, "%,d of %d bytes", geometry.sectorCount(), geometry.sectorSize()));
    facts.physicalSectorSize().ifPresent(size -> line(text, "physical sectors", size + " bytes"));
    line(text, "writable", geometry.isReadOnly() ? "no" : "yes");
    facts.allocated().ifPresent(bytes -> line(text, "takes up", exact(bytes)));
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format("%n  %-18s%s", name, value));
  }

  private static String exact(long bytes) {
    return String.format(Locale.ENGLISH, "%,d bytes (%s)", bytes, Wording.size(bytes));
  }

  private static JsonObject json(DeviceFacts facts) {
    Geometry geometry = facts.geometry();
    return new JsonObject()
        .put("device", facts.endpoint().toString())
        .put("kind", kind(facts.endpoint()))
        .put("size", geometry.size())
        .put("sectorSize", geometry.sectorSize())
        .put("sectors", geometry.sectorCount())
        .put(
            "physicalSectorSize",
            facts.physicalSectorSize().stream().mapToLong(Integer::longValue).findAny())
        .put("readOnly", geometry.isReadOnly())
        .put("allocated", facts.allocated().map(OptionalLong::of).orElse(OptionalLong.empty()));
  }

  private static String kind(Endpoint endpoint) {
    return switch (endpoint) {
      case Endpoint.DiskPath _ -> "disk";
      case Endpoint.ImageFile _ -> "image";
      case Endpoint.Export _ -> "nbd";
    };
  }
}
