package app.diptych.cli;

import app.diptych.block.Geometry;
import app.diptych.cli.output.Console;
import app.diptych.clone.Endpoint;
import app.diptych.clone.Refusal;
import app.diptych.clone.Wording;
import app.diptych.clone.check.DeviceFacts;
import app.diptych.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `diptych info`.
final class InfoCommand implements Callable<Integer> {
  private final Console console;
  private final Machine machine;

  private final Setting<Endpoint> device =
      Setting.parameter(
          0, "DEVICE", Endpoint.class, "A disk such as /dev/sda, an image file, or an NBD URI.");

  private final Setting<Boolean> json = Setting.flag("--json", "Print one JSON object.");

  InfoCommand(Console console, Machine machine) {
    this.console = console;
    this.machine = machine;
  }

  /// The command, its options and its help.
  CommandSpec spec() {
    CommandSpec spec =
        Form.of(
            "info",
            this,
            "Tells a device's geometry; of an NBD server its exports and their abilities.");
    spec.usageMessage()
        .footer(
            "",
            "Examples:",
            "  diptych info /dev/sda",
            "  diptych info disk.img --json",
            "  diptych info nbd://localhost",
            "",
            "Exit codes: 0 told, 3 the device cannot be looked at.");
    device.addTo(spec);
    json.addTo(spec);
    return spec;
  }

  @Override
  public Integer call() {
    return switch (machine.facts(device.value())) {
      case DeviceFacts.Result.Known(var facts) -> {
        console.out().println(json.isSet() ? json(facts) : text(facts));
        yield ExitCode.DONE;
      }
      case DeviceFacts.Result.Served(var endpoint, var facts) -> {
        var words = new ServerWords(endpoint.toString(), facts);
        console.out().println(json.isSet() ? words.json() : words.text());
        yield ExitCode.DONE;
      }
      case DeviceFacts.Result.Unknown(var refusal) -> {
        // Where there is a way out, it is this very command.
        String text = Wording.plain(refusal);
        if (json.isSet()) {
          console.out().println(json(refusal, text));
          console.out().flush();
        }
        console.complain(text);
        yield ExitCode.REFUSED;
      }
    };
  }

  private static String text(DeviceFacts facts) {
    Geometry geometry = facts.geometry();
    var text = new FactSheet().heading(facts.endpoint().toString());
    text.line("kind", kind(facts.endpoint()));
    text.line("size", FactSheet.exact(geometry.size()));
    text.line(
        "sectors",
        String.format(
            Locale.ENGLISH, "%,d of %d bytes", geometry.sectorCount(), geometry.sectorSize()));
    facts.physicalSectorSize().ifPresent(size -> text.line("physical sectors", size + " bytes"));
    text.line("writable", geometry.isReadOnly() ? "no" : "yes");
    facts.allocated().ifPresent(bytes -> text.line("takes up", FactSheet.exact(bytes)));
    return text.toString();
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

  private JsonObject json(Refusal refusal, String text) {
    var words = new JsonObject().put("reason", RefusalWord.of(refusal)).put("text", text);
    return new JsonObject()
        .put("device", device.value().toString())
        .put("outcome", "refused")
        .put("message", Console.oneLine(text))
        .put("refusals", List.of(words));
  }

  private static String kind(Endpoint endpoint) {
    return switch (endpoint) {
      case Endpoint.DiskPath _ -> "disk";
      case Endpoint.ImageFile _ -> "image";
      case Endpoint.Export _ -> "nbd";
    };
  }
}
