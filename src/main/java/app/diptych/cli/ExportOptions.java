package app.diptych.cli;

import app.diptych.clone.ExportPlan;
import app.diptych.nbd.NbdUri;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// Where a device is offered, and to whom.
final class ExportOptions {
  @Option(
      names = "--export",
      paramLabel = "URI",
      description = {
        "Where the device is offered: nbd+unix:///NAME?socket=PATH, nbd://localhost:PORT/NAME,",
        "or with TLS nbds://HOST/NAME. Default: a socket in a folder of yours; it is told."
      })
  private Optional<NbdUri> uri = Optional.empty();

  @Option(names = "--read-only", description = "Clients may only read.")
  private boolean isReadOnly;

  @Option(
      names = "--tls-certs",
      paramLabel = "DIR",
      description = {
        "The folder of ca-cert.pem, server-cert.pem and server-key.pem. Only clients with a",
        "certificate of that authority are let in."
      })
  private Optional<Path> certificates = Optional.empty();

  @Option(
      names = "--insecure",
      description = "Let other machines in without TLS: whoever reaches the port reads it all.")
  private boolean isInsecure;

  /// What was asked for.
  ///
  /// @throws ParameterException if it cannot be
  ExportPlan plan(CommandLine line) {
    var plan = new ExportPlan(uri, isReadOnly, certificates, isInsecure);
    Optional<String> objection = plan.objection();
    if (objection.isPresent()) {
      throw new ParameterException(line, objection.get());
    }
    return plan;
  }
}
