package app.diptych.ui.job;

import app.diptych.nbd.NbdAddress;
import app.diptych.nbd.NbdUri;

/// The commands with which other programs reach an export, ready for a shell.
public final class ClientLines {
  private ClientLines() {}

  /// For the kernel's own client (nbd-client(8)); the disk is then `/dev/nbd0`.
  public static String nbdClient(NbdUri uri) {
    String to =
        switch (uri.address()) {
          case NbdAddress.Tcp(var host, var port) -> quoted(host) + " " + port;
          case NbdAddress.Unix(var path) -> "-unix " + quoted(path.toString());
        };
    String name = uri.export().isEmpty() ? "" : " -N " + quoted(uri.export());
    return "nbd-client " + to + " /dev/nbd0" + name;
  }

  /// For a virtual machine (qemu(1), option -drive, in whose values a comma is written twice).
  public static String qemu(NbdUri uri) {
    String file = uri.toString().replace(",", ",,");
    return "qemu-system-x86_64 -drive " + quoted("file=" + file + ",format=raw,if=virtio");
  }

  /// A word that a shell takes literally, as POSIX quotes them.
  public static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:@%+=-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
