package app.diptych.nbd.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Who may come in to a server, and how many.
///
/// @param certificates the folder of `ca-cert.pem server-cert.pem server-key.pem`; where it is
///   given, only TLS with a client certificate of that authority is let in
/// @param isInsecure whether TCP beyond loopback is allowed without TLS
/// @param connections how many clients at once
/// @param handshakeLimit how long a client may take until it uses an export
public record ServerOptions(
    Optional<Path> certificates, boolean isInsecure, int connections, Duration handshakeLimit) {

  /// Without TLS, loopback and unix sockets only.
  public static final ServerOptions DEFAULT =
      new ServerOptions(Optional.empty(), false, 64, Duration.ofSeconds(10));
}
