package app.diptych.disks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A directory of sysfs: small files of one value each.
///
/// Whatever cannot be read is empty, for any reason: the kernel does not know the attribute, there
/// is no medium, or the disk was pulled out since its name was read.
///
/// @param directory where they are
record Attributes(Path directory) {
  // Compiled once: a listing reads hundreds.
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  /// The bytes of a file as text, without the line's end.
  Optional<String> text(String name) {
    try {
      String text = new String(Files.readAllBytes(directory.resolve(name)), StandardCharsets.UTF_8);
      return Optional.of(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text)
          .filter(t -> !t.isBlank());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// A number that is not negative.
  Optional<Long> number(String name) {
    return text(name).map(String::strip).filter(NUMBER.asMatchPredicate()).map(Long::valueOf);
  }

  /// A number of sectors of 512 bytes, as sysfs counts whatever the disk's own sectors are, in
  /// bytes; zero where unknown.
  long bytes(String name) {
    return number(name).filter(n -> n <= Long.MAX_VALUE / 512).orElse(0L) * 512;
  }

  /// Whether a flag is there and set.
  boolean isSet(String name) {
    return text(name).map(String::strip).filter("1"::equals).isPresent();
  }

  /// The value of a key in a file of lines `KEY=value`.
  Optional<String> valueOf(String key, String name) {
    return text(name).stream()
        .flatMap(String::lines)
        .filter(line -> line.startsWith(key + "="))
        .map(line -> line.substring(key.length() + 1))
        .findFirst();
  }

  /// The names of the entries of a directory here; none where there is no such directory.
  List<String> names(String name) {
    String[] names = directory.resolve(name).toFile().list();
    return names == null ? List.of() : Stream.of(names).sorted().toList();
  }

  /// Whether an entry is there.
  boolean has(String name) {
    return Files.exists(directory.resolve(name));
  }

  /// A directory here.
  Attributes in(String name) {
    return new Attributes(directory.resolve(name));
  }
}
