package app.diptych.nbd;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Where an NBD server listens.
public sealed interface NbdAddress {

  /// The port that NBD has of IANA.
  int DEFAULT_PORT = 10809;

  /// A port of a host.
  ///
  /// @param host a name or an address, an IPv6 address without brackets
  /// @param port 0 to 65535; where a server is to listen, 0 means any that is free
  record Tcp(String host, int port) implements NbdAddress {}

  /// A socket in the file system.
  ///
  /// @param path where
  record Unix(Path path) implements NbdAddress {
    // sys/un.h: sun_path has 108 bytes, the last of them 0.
    private static final int LONGEST = 107;

    /// Whether the system has room for so long a path.
    public boolean fits() {
      return path.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST;
    }
  }
}
