package app.diptych.ui.disks;

import app.diptych.clone.Endpoint;
import app.diptych.clone.check.DeviceFacts;
import app.diptych.nbd.NbdUri;
import app.diptych.ui.parts.Sayings;

/// NBD servers, as the package `clone` asks them.
public final class RealServers {
  private RealServers() {}

  /// What a server offers. Waits for the server.
  public static ServerAnswer ask(NbdUri uri) {
    return switch (DeviceFacts.served(new Endpoint.Export(uri))) {
      case DeviceFacts.Result.Served(_, var facts) -> new ServerAnswer.Known(facts.exports());
      case DeviceFacts.Result.Unknown(var refusal) -> new ServerAnswer.Unknown(Sayings.of(refusal));
      case DeviceFacts.Result.Known(var facts) ->
          throw new IllegalStateException("an export is told of by its server: " + facts);
    };
  }
}
