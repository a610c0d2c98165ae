package app.diptych.nbd;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// The name of an export: `nbd://host[:port]/export`, `nbds://…`, `nbd+unix:///export?socket=PATH`,
/// `nbds+unix:///…` (NBD `doc/uri.md`).
///
/// @param isEncrypted whether TLS is wanted (`nbds`)
/// @param address where the server listens
/// @param export the export's name, percent-decoded; empty for the server's default one
/// @param certificates the folder of `tls-certificates=`, if it was named
/// @param tlsHostname the name of `tls-hostname=` that the server's certificate must bear, if it is
///   another than the host's
public record NbdUri(
    boolean isEncrypted,
    NbdAddress address,
    String export,
    Optional<Path> certificates,
    Optional<String> tlsHostname) {

  /// Checks that there are no certificates where they would be of no use.
  public NbdUri {
    if (!isEncrypted && (certificates.isPresent() || tlsHostname.isPresent())) {
      throw new IllegalArgumentException("certificates without TLS: " + export);
    }
  }

  /// Without a name of its own for the certificate.
  public NbdUri(
      boolean isEncrypted, NbdAddress address, String export, Optional<Path> certificates) {
    this(isEncrypted, address, export, certificates, Optional.empty());
  }

  /// Whether a text is meant to be one: it begins with one of the four schemes and a colon.
  public static boolean isUri(String text) {
    return text.matches("(?is)nbds?(\\+unix|\\+vsock)?:.*");
  }

  /// What the text names. A TCP host that is left out is `localhost`; parameters that are not known
  /// are refused, as the specification wishes.
  ///
  /// @throws IllegalArgumentException with one line on what is wrong with it
  public static NbdUri parse(String text) {
    return new UriParser(text).parse();
  }

  /// The export of this name, of the same server.
  public NbdUri named(String name) {
    return new NbdUri(isEncrypted, address, name, certificates, tlsHostname);
  }

  /// The same export at the very address that was reached: a host's name may stand for another one
  /// in between. The server's certificate must bear the same name all the same.
  public NbdUri at(SocketAddress reached) {
    return address instanceof NbdAddress.Tcp(String host, int _)
            && reached instanceof InetSocketAddress socket
        ? new NbdUri(
            isEncrypted,
            new NbdAddress.Tcp(socket.getAddress().getHostAddress(), socket.getPort()),
            export,
            certificates,
            isEncrypted ? tlsHostname.or(() -> Optional.of(host)) : tlsHostname)
        : this;
  }

  /// The same export by its plainest name: whether it is reached encrypted, and which of its own
  /// names this computer is called by, makes no other of it.
  public NbdUri plain() {
    NbdAddress where =
        switch (address) {
          case NbdAddress.Tcp(var host, var port) -> new NbdAddress.Tcp(plain(host), port);
          case NbdAddress.Unix(var path) -> new NbdAddress.Unix(path.toAbsolutePath().normalize());
        };
    return new NbdUri(false, where, export, Optional.empty());
  }

  private static String plain(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.equals("::1") || lower.startsWith("127.") ? "localhost" : lower;
  }

  /// The URI, percent-encoded, that [#parse] reads as an equal value.
  @Override
  public String toString() {
    return UriWriter.write(this);
  }
}
