package app.diptych.ui.disks;

import app.diptych.clone.Wording;
import app.diptych.disks.Disk;
import app.diptych.disks.Health;
import app.diptych.disks.Use;
import app.diptych.ui.parts.Names;
import app.diptych.ui.parts.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a card says of a disk, in words.
public final class DiskFacts {
  // A machine of containers has dozens of mounts on one disk.
  private static final int MOST_NAMES = 3;
  private static final int LONGEST_NAME = 60;

  private DiskFacts() {}

  /// Something a person should know of a disk.
  ///
  /// @param kind of what kind it is
  /// @param text in short
  /// @param hint in full; as the text where there is no more to say
  public record Note(Kind kind, String text, String hint) {

    /// Kinds of notes.
    public enum Kind {
      /// The running system depends on it.
      SYSTEM,
      /// It is not well.
      TROUBLE,
      /// It takes no writes.
      READ_ONLY,
      /// Somebody stands on it.
      IN_USE
    }

    private Note(Kind kind, String text) {
      this(kind, text, text);
    }
  }

  /// Where it is and how attached: `/dev/sdb · USB · 4C530001230518`.
  static String where(Disk disk) {
    return Stream.concat(
            Stream.of(disk.path(), TransportWords.of(disk.hardware().transport())),
            disk.hardware().serial().stream())
        .collect(Collectors.joining(" · "));
  }

  /// Its sectors, kind and health: `512-byte sectors, 4096 physically · HDD · 38 °C`.
  static String detail(Disk disk) {
    var parts = new ArrayList<String>();
    parts.add(sectors(disk.sectors()));
    if (disk.hardware().isRotational()) {
      parts.add(Texts.of("card.rotational"));
    }
    Health health = disk.hardware().health();
    health.celsius().ifPresent(c -> parts.add(Texts.of("card.celsius", c)));
    health.wornPercent().ifPresent(p -> parts.add(Texts.of("card.worn", p)));
    disk.fileSystem().ifPresent(parts::add);
    return String.join(" · ", parts);
  }

  private static String sectors(Disk.Sectors sectors) {
    String logical = String.valueOf(sectors.logical());
    return sectors.logical() == sectors.physical()
        ? Texts.of("card.sectors", logical)
        : Texts.of("card.sectors-physical", logical, String.valueOf(sectors.physical()));
  }

  /// All that tells it from others, a line each.
  static String hint(Disk disk) {
    Disk.Hardware hardware = disk.hardware();
    return Stream.of(
            disk.backingFile().map(file -> Texts.of("card.backing-file", file)),
            hardware.serial().map(serial -> Texts.of("card.serial", serial)),
            hardware.wwn().map(wwn -> Texts.of("card.wwn", wwn)),
            hardware.port().map(port -> Texts.of("card.port", port)),
            Optional.of(disk.path()))
        .flatMap(Optional::stream)
        .collect(Collectors.joining("\n"));
  }

  /// What a person should know of it, the gravest first.
  public static List<Note> notes(Disk disk) {
    var notes = new ArrayList<Note>();
    List<Use> uses = disk.allUses();
    if (disk.isSystem()) {
      notes.add(systemNote(uses));
    }
    disk.hardware()
        .health()
        .troubles()
        .forEach(trouble -> notes.add(new Note(Note.Kind.TROUBLE, words(trouble))));
    if (disk.isReadOnly()) {
      notes.add(new Note(Note.Kind.READ_ONLY, Texts.of("card.read-only")));
    }
    addNote(notes, "card.mounted", uses, use -> use instanceof Use.Mount m && !m.isOfSystem());
    addNote(notes, "card.held", uses, Use.Held.class::isInstance);
    return notes;
  }

  private static Note systemNote(List<Use> uses) {
    List<Use> reasons =
        uses.stream()
            .filter(
                use -> use instanceof Use.Swap || (use instanceof Use.Mount m && m.isOfSystem()))
            .toList();
    return reasons.isEmpty()
        ? new Note(Note.Kind.SYSTEM, Texts.of("card.system"))
        : new Note(
            Note.Kind.SYSTEM, Texts.of("card.system-by", names(reasons)), sentences(reasons));
  }

  private static void addNote(
      List<Note> notes, String key, List<Use> uses, Predicate<Use> isMeant) {
    List<Use> meant = uses.stream().filter(isMeant).toList();
    if (!meant.isEmpty()) {
      notes.add(new Note(Note.Kind.IN_USE, Texts.of(key, names(meant)), sentences(meant)));
    }
  }

  private static String names(List<Use> uses) {
    List<String> names = uses.stream().map(DiskFacts::name).distinct().toList();
    String first = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
    int more = names.size() - MOST_NAMES;
    return more > 0 ? Texts.of("card.and-more", first, more) : first;
  }

  private static String name(Use use) {
    return switch (use) {
      case Use.Mount(_, var place, _) -> Names.ends(place.toString(), LONGEST_NAME);
      case Use.Swap _ -> Texts.of("card.swap");
      case Use.Held(_, _, var holder) -> holder.replaceFirst("^/dev/", "");
    };
  }

  private static String sentences(List<Use> uses) {
    return uses.stream().map(Wording::of).distinct().collect(Collectors.joining("\n"));
  }

  private static String words(Health.Trouble trouble) {
    return switch (trouble) {
      case OFFLINE -> Texts.of("trouble.offline");
      case RECOVERING -> Texts.of("trouble.recovering");
      case WORN_OUT -> Texts.of("trouble.worn-out");
      case SPARE_LOW -> Texts.of("trouble.spare-low");
      case TOO_HOT -> Texts.of("trouble.too-hot");
      case DEGRADED -> Texts.of("trouble.degraded");
    };
  }
}
