package app.diptych.cli.output;

import app.diptych.json.JsonObject;
import app.diptych.nbd.NbdAddress;
import app.diptych.nbd.NbdUri;
import java.util.ArrayList;
import java.util.List;

/// That a device can be reached, and how.
///
/// @param device what a person knows it by
/// @param uri where it is reached
public record Announcement(String device, NbdUri uri) {

  /// Tells it: as an event among the others, or on standard output, where a person gets ready lines
  /// as well.
  public void tell(Console console, ProgressKind progress) {
    if (progress == ProgressKind.JSON) {
      console.err().println(new JsonObject().put("event", "export").put("uri", uri.toString()));
      return;
    }
    console.out().println(Console.oneLine(device + " is offered at " + uri));
    if (console.terminal().shows()) {
      clients().forEach(line -> console.out().println("  " + Console.oneLine(line)));
    }
    console.out().flush();
  }

  /// How usual programs use it; those that need a folder of certificates are left out.
  private List<String> clients() {
    List<String> lines = new ArrayList<>();
    if (!uri.isEncrypted()) {
      String name = uri.export().isEmpty() ? "" : " -name " + quoted(uri.export());
      lines.add(
          switch (uri.address()) {
            case NbdAddress.Unix(var path) ->
                "nbd-client -unix " + quoted(path.toString()) + " /dev/nbd0" + name;
            case NbdAddress.Tcp(var host, var port) ->
                "nbd-client " + quoted(host) + " " + port + " /dev/nbd0" + name;
          });
      lines.add("qemu-img info " + quoted(uri.toString()));
    }
    return lines;
  }

  /// As a shell takes it for one word.
  private static String quoted(String text) {
    return text.matches("[\\w@%+=:,./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
