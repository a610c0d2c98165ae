package app.diptych.ui.job;

import app.diptych.nbd.ExportFacts;
import app.diptych.nbd.NbdAddress;
import app.diptych.nbd.NbdUri;
import app.diptych.nbd.Visitor;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Exports as a server has them; there is no server.
public final class SampleExports {
  private SampleExports() {}

  /// An address in the network.
  public static NbdUri tcp(String name) {
    return new NbdUri(false, new NbdAddress.Tcp("storage.lan", 10809), name, Optional.empty());
  }

  /// An address on this computer.
  public static NbdUri unix(String path, String name) {
    return new NbdUri(false, new NbdAddress.Unix(Path.of(path)), name, Optional.empty());
  }

  /// A machine's disk.
  public static ExportFacts vm() {
    return export("vm1", Optional.of("web server"), 64_023_257_088L, false);
  }

  /// Another, which takes no writes.
  public static ExportFacts archive() {
    return export("archive", Optional.empty(), 2_000_398_934_016L, true);
  }

  /// One of this name, with such words for it.
  public static ExportFacts of(String name, String description) {
    return export(name, Optional.of(description), 64_023_257_088L, false);
  }

  /// A client that has done so much.
  public static Visitor visitor(long id, String peer, long reads, long writes) {
    return new Visitor(id, peer, false, "", reads, reads * 4096, writes, writes * 4096);
  }

  private static ExportFacts export(
      String name, Optional<String> description, long size, boolean isReadOnly) {
    return new ExportFacts(
        name, description, size, isReadOnly, false, Set.of(), Optional.empty(), List.of());
  }
}
