package app.diptych.cli;

import app.diptych.clone.ExportPlan;
import app.diptych.nbd.NbdUri;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// Where a device is offered, and to whom.
final class ExportOptions {
  private final Setting<NbdUri> uri =
      Setting.option(
          "--export",
          "URI",
          NbdUri.class,
          "Where the device is offered: nbd+unix:///NAME?socket=PATH,"
              + " nbd://localhost:PORT/NAME, or with TLS nbds://HOST/NAME. Default: a socket in"
              + " a folder of yours; it is told.");

  private final Setting<Boolean> isReadOnly = Setting.flag("--read-only", "Clients may only read.");

  private final Setting<Path> certificates =
      Setting.option(
          "--tls-certs",
          "DIR",
          Path.class,
          "The folder of ca-cert.pem, server-cert.pem and server-key.pem. Only clients with a"
              + " certificate of that authority are let in.");

  private final Setting<Boolean> isInsecure =
      Setting.flag(
          "--insecure",
          "Let other machines in without TLS: whoever reaches the port reads it all.");

  /// Adds them to a command.
  void addTo(CommandSpec command) {
    uri.addTo(command);
    isReadOnly.addTo(command);
    certificates.addTo(command);
    isInsecure.addTo(command);
  }

  /// What was asked for.
  ///
  /// @throws ParameterException if it cannot be
  ExportPlan plan() {
    var plan =
        new ExportPlan(uri.chosen(), isReadOnly.isSet(), certificates.chosen(), isInsecure.isSet());
    Optional<String> objection = plan.objection();
    if (objection.isPresent()) {
      throw uri.objection(objection.get());
    }
    return plan;
  }
}
