package app.diptych.rescue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import app.diptych.state.WholeFile;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// A file that holds where a rescue stands, in ddrescue's format (GNU ddrescue manual, "Mapfile
/// structure").
public final class MapFile {
  private static final List<String> HEADING =
      List.of("# Mapfile. Created by Diptych", "# current_pos  current_status  current_pass");

  private final Path path;

  /// The file at this path, which need not exist.
  public MapFile(Path path) {
    this.path = path;
  }

  /// Where it is.
  public Path path() {
    return path;
  }

  /// Whether there is something to go on from: a file that is not empty, which ddrescue takes for
  /// none.
  public boolean exists() throws IOException {
    return Files.exists(path) && Files.size(path) > 0;
  }

  /// What the file says of a device of this size, in bytes.
  ///
  /// @throws MapFormatException if it is no map, or the map of a device of another size
  public Standing read(long size) throws IOException, MapFormatException {
    try (var reader =
        new BufferedReader(new InputStreamReader(Files.newInputStream(path), ISO_8859_1))) {
      return new MapParser(reader, size).parse();
    }
  }

  /// Writes the file, durably: at every moment it is there as it was before or as it is afterwards.
  public void write(Standing standing) throws IOException {
    WholeFile.write(path, file -> writeTo(file, standing));
  }

  private static void writeTo(FileChannel file, Standing standing) throws IOException {
    // Whose channel it is closes it.
    var writer = new BufferedWriter(Channels.newWriter(file, ISO_8859_1));
    for (String comment : HEADING) {
      writer.write(comment + "\n");
    }
    writer.write(
        String.format(
            Locale.ROOT,
            "0x%08X     %c               %d\n",
            standing.position(),
            standing.stage().sign(),
            standing.pass()));
    writer.write("#      pos        size  status\n");
    for (Block block : standing.map().blocks()) {
      writer.write(line(block));
    }
    writer.flush();
  }

  private static String line(Block block) {
    return String.format(
        Locale.ROOT,
        "0x%08X  0x%08X  %c\n",
        block.region().offset(),
        block.region().length(),
        block.status().sign());
  }
}
