package app.diptych.clone;

import app.diptych.nbd.NbdAddress;
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

  /// What is wrong with the plan, in one line for the person who made it; empty where nothing is.
  /// May ask for a host's address.
  public Optional<String> objection() {
    boolean isEncrypted = uri.stream().anyMatch(NbdUri::isEncrypted);
    if (isEncrypted && serverCertificates().isEmpty()) {
      return Optional.of(uri.get() + " wants TLS, which needs --tls-certs DIR");
    }
    if (!isEncrypted && serverCertificates().isPresent()) {
      return Optional.of("certificates need an address of nbds:// or nbds+unix://");
    }
    return uri.stream().anyMatch(this::isOpenToAll)
        ? Optional.of(
            uri.get()
                + " can be reached from other machines: give nbds:// and --tls-certs DIR, or say"
                + " --insecure")
        : Optional.empty();
  }

  private boolean isOpenToAll(NbdUri at) {
    return !isInsecure
        && !at.isEncrypted()
        && at.address() instanceof NbdAddress.Tcp(var host, _)
        && !Servers.isOfThisMachineAlone(host);
  }

  /// The folder of the server's certificates, from here or from the address.
  public Optional<Path> serverCertificates() {
    return certificates.or(() -> uri.flatMap(NbdUri::certificates));
  }
}
