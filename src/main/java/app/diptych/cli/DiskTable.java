package app.diptych.cli;

import app.diptych.cli.output.Console;
import app.diptych.clone.Words;
import app.diptych.disks.Disk;
import app.diptych.disks.Partition;
import app.diptych.disks.Use;
import app.diptych.units.Sizes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The disks as a table for people: a line for each disk, one below it for each of its partitions.
final class DiskTable {
  private static final List<String> HEAD =
      List.of("DISK", "SIZE", "SECTOR", "BUS", "WHAT", "NOTES");
  private static final List<Boolean> TO_THE_RIGHT = List.of(false, true, true, false, false, false);

  private DiskTable() {}

  /// The lines, a headline first.
  static List<String> lines(List<Disk> disks) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    for (Disk disk : disks) {
      rows.add(row(disk));
      disk.partitions().forEach(partition -> rows.add(row(partition)));
    }
    List<Integer> widths =
        IntStream.range(0, HEAD.size())
            .mapToObj(i -> rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0))
            .toList();
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static List<String> row(Disk disk) {
    String title = disk.title().equals(disk.path()) ? "" : disk.title() + " ";
    String serial = disk.hardware().serial().map(text -> "(" + text + ")").orElse("");
    return cells(
        disk.path(),
        disk.size() == 0 ? "no medium" : Sizes.of(disk.size()),
        Integer.toString(disk.sectors().logical()),
        Words.of(disk.hardware().transport()),
        title + serial,
        notes(disk));
  }

  private static List<String> row(Partition partition) {
    String label = partition.label().map(text -> " \"" + text + "\"").orElse("");
    return cells(
        "  " + partition.path(),
        Sizes.of(partition.size()),
        "",
        "",
        partition.fileSystem().orElse("") + label,
        uses(partition.uses()).collect(Collectors.joining(", ")));
  }

  private static String notes(Disk disk) {
    return Stream.of(
            disk.isSystem() ? Stream.of("system") : Stream.<String>empty(),
            disk.isReadOnly() ? Stream.of("read-only") : Stream.<String>empty(),
            disk.sectors().isZoned() ? Stream.of("zoned") : Stream.<String>empty(),
            disk.hardware().isRemovable() ? Stream.of("removable") : Stream.<String>empty(),
            disk.inaccessible().stream()
                .map(reason ->
                    disk.needsPermission() ? "needs permission" : "not accessible: " + reason),
            uses(disk.uses()))
        .flatMap(notes -> notes)
        .collect(Collectors.joining(", "));
  }

  private static Stream<String> uses(List<Use> uses) {
    return uses.stream()
        .map(use ->
            switch (use) {
              case Use.Mount(_, var mountPoint, var isReadOnly) ->
                  "on " + mountPoint + (isReadOnly ? " (read-only)" : "");
              case Use.Swap _ -> "swap";
              case Use.Held(_, var kind, var holder) -> Words.of(kind) + " " + holder;
            });
  }

  private static List<String> cells(String... cells) {
    return Stream.of(cells).map(cell -> Console.cell(cell).stripTrailing()).toList();
  }

  private static String line(List<String> row, List<Integer> widths) {
    return IntStream.range(0, row.size())
        .mapToObj(i -> {
          String space = " ".repeat(widths.get(i) - row.get(i).length());
          return TO_THE_RIGHT.get(i) ? space + row.get(i) : row.get(i) + space;
        })
        .collect(Collectors.joining("  "))
        .stripTrailing();
  }
}
