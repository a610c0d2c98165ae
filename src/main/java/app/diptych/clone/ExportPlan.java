package app.diptych.clone;

import app.diptych.nbd.NbdUri;
import java.nio.file.Path;
import java.util.Optional;

/// Where a device is to be offered over NBD, and to whom.
///
/// @param uri where; its export name is the export's. Empty for a socket of its own in a private
///   folder of this user
/// @param isReadOnly whether clients may only read
/// @param certificates the folder of the server's certificates, where TLS is wanted
/// @param isInsecure whether TCP beyond loopback is allowed without TLS
public record ExportPlan(
    Optional<NbdUri> uri, boolean isReadOnly, Optional<Path> certificates, boolean isInsecure) {

  /// A private socket, for reading and writing.
  public static final ExportPlan PRIVATE =
      new ExportPlan(Optional.empty(), false, Optional.empty(), false);
}
