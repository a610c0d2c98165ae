package app.diptych.nbd.client;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// How a client connects.
///
/// @param isReadOnly whether nothing will be written, so that a read-only export is no matter
/// @param connections at most so many, where the server allows several
/// @param connectLimit how long the server may take until the export is open
/// @param certificates the folder of `ca-cert.pem client-cert.pem client-key.pem` for TLS, where
///   the URI names none
public record ClientOptions(
    boolean isReadOnly, int connections, Duration connectLimit, Optional<Path> certificates) {

  /// For reading only.
  public static final ClientOptions READ =
      new ClientOptions(true, 4, Duration.ofSeconds(20), Optional.empty());

  /// For reading and writing.
  public static final ClientOptions WRITE =
      new ClientOptions(false, 4, Duration.ofSeconds(20), Optional.empty());
}
