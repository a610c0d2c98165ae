package app.diptych.ui.disks;

import app.diptych.clone.Endpoint;
import app.diptych.clone.Wording;
import app.diptych.disks.Disk;
import app.diptych.disks.Partition;
import app.diptych.nbd.ExportFacts;
import app.diptych.nbd.NbdAddress;
import app.diptych.nbd.NbdUri;
import app.diptych.text.Harmless;
import app.diptych.ui.parts.Texts;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Something that can be picked in a panel.
public sealed interface Candidate {

  /// A disk of this machine.
  ///
  /// @param disk as the inventory listed it
  record OfDisk(Disk disk) implements Candidate {
    @Override
    public String key() {
      return disk.path()
          + disk.diskseq().stream().mapToObj(n -> "#" + n).collect(Collectors.joining());
    }

    @Override
    public String title() {
      return disk.title();
    }

    @Override
    public Endpoint endpoint() {
      return new Endpoint.DiskPath(Path.of(disk.path()), disk.diskseq());
    }

    @Override
    public OptionalLong size() {
      return OptionalLong.of(disk.size());
    }

    @Override
    public Optional<String> obstacle() {
      if (disk.isSilent()) {
        return Optional.of(Texts.of("candidate.silent"));
      }
      return disk.inaccessible()
          .filter(_ -> !disk.needsPermission())
          .map(reason -> Texts.of("candidate.inaccessible", reason))
          .or(() ->
              disk.size() == 0 ? Optional.of(Texts.of("candidate.no-medium")) : Optional.empty());
    }

    @Override
    public String searchText() {
      var hardware = disk.hardware();
      return Stream.of(
              Stream.of(disk.path(), disk.title(), TransportWords.of(hardware.transport())),
              hardware.serial().stream(),
              hardware.wwn().stream(),
              hardware.port().stream(),
              disk.backingFile().map(Path::toString).stream(),
              disk.partitions().stream().flatMap(OfDisk::words),
              disk.allUses().stream().map(Wording::of))
          .flatMap(s -> s)
          .collect(Collectors.joining("\n"));
    }

    private static Stream<String> words(Partition partition) {
      return Stream.concat(
          Stream.of(partition.path()),
          Stream.concat(partition.fileSystem().stream(), partition.label().stream()));
    }
  }

  /// A file that holds a disk, or will.
  ///
  /// @param path the file, absolute
  /// @param size bytes; absent where there is no such file yet
  record OfImage(Path path, OptionalLong size) implements Candidate {
    // In the place of bytes that are no UTF-8: the path of the file that was meant has no text.
    private static final String UNKNOWN = "\uFFFD";

    @Override
    public String key() {
      return path.toString();
    }

    @Override
    public String title() {
      return Harmless.of(Optional.ofNullable(path.getFileName()).orElse(path).toString());
    }

    @Override
    public Endpoint endpoint() {
      return new Endpoint.ImageFile(path, size.isEmpty());
    }

    @Override
    public Optional<String> obstacle() {
      return Optional.empty();
    }

    @Override
    public String searchText() {
      return path.toString();
    }

    /// Whether another file was meant, which cannot be named.
    boolean isMisnamed() {
      return size.isEmpty() && path.toString().contains(UNKNOWN);
    }
  }

  /// An export of an NBD server.
  ///
  /// @param uri where it is
  /// @param facts what the server told of it
  record OfExport(NbdUri uri, ExportFacts facts) implements Candidate {
    @Override
    public String key() {
      return uri.toString();
    }

    @Override
    public String title() {
      return Harmless.of(uri.export().isEmpty() ? server() : uri.export());
    }

    /// Where the server is, in short: its host, or the name of its socket.
    private String server() {
      return switch (uri.address()) {
        case NbdAddress.Tcp(var host, _) -> host;
        case NbdAddress.Unix(var path) ->
            Optional.ofNullable(path.getFileName()).orElse(path).toString();
      };
    }

    @Override
    public Endpoint endpoint() {
      return new Endpoint.Export(uri);
    }

    @Override
    public OptionalLong size() {
      return OptionalLong.of(facts.size());
    }

    @Override
    public Optional<String> obstacle() {
      return Optional.empty();
    }

    @Override
    public String searchText() {
      return uri + "\n" + title() + facts.description().map(words -> "\n" + words).orElse("");
    }
  }

  /// The same over refreshes for the same thing; another disk at the same path has another key.
  String key();

  /// What a person calls it.
  String title();

  /// Its title, and where it is: `SanDisk Ultra (/dev/sdb)`.
  default String fullName() {
    return switch (this) {
      case OfDisk(var disk) -> Texts.of("candidate.full", disk.title(), disk.path());
      case OfImage(var path, _) -> Harmless.of(path.toString());
      case OfExport(var uri, _) -> Harmless.of(uri.toString());
    };
  }

  /// It, as the job takes it.
  Endpoint endpoint();

  /// Bytes; absent where it does not exist yet.
  OptionalLong size();

  /// Why it cannot be picked at all, in words.
  Optional<String> obstacle();

  /// The file that it is, if it is one.
  default Optional<Path> image() {
    return switch (this) {
      case OfImage(var path, _) -> Optional.of(path);
      case OfDisk _, OfExport _ -> Optional.empty();
    };
  }

  /// Everything a search looks into.
  String searchText();

  /// Whether every word of a search is in it; an empty search finds everything.
  default boolean matches(String search) {
    String text = searchText().toLowerCase(Locale.ROOT);
    return Stream.of(search.strip().toLowerCase(Locale.ROOT).split("\\s+"))
        .allMatch(text::contains);
  }

  /// A name for the ids of its controls, which selectors can take: `sdb`, `loop0`, `backup-img`,
  /// `nbd-vm1`.
  default String idPart() {
    String name =
        switch (this) {
          case OfDisk(var disk) -> disk.name();
          case OfImage image -> image.title();
          case OfExport export -> "nbd-" + export.title();
        };
    return name.replaceAll("[^A-Za-z0-9_-]", "-");
  }
}
