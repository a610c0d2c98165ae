package app.diptych.disks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What udev has found out about a device when it appeared: its properties, among them what the
/// first sectors hold. Empty where udev does not run.
///
/// @param properties by name, as stored
record Udev(Map<String, String> properties) {

  /// Reads a device's file of the database: lines `E:NAME=value` among others.
  static Udev of(Path database, DeviceNumber number) {
    var properties = new HashMap<String, String>();
    try {
      byte[] bytes = Files.readAllBytes(database.resolve("b" + number));
      for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
        int equals = line.indexOf('=');
        if (line.startsWith("E:") && equals > 0) {
          properties.put(line.substring("E:".length(), equals), line.substring(equals + 1));
        }
      }
    } catch (IOException e) {
      return new Udev(Map.of());
    }
    return new Udev(properties);
  }

  /// Keeps its own copy of the map.
  Udev {
    properties = Map.copyOf(properties);
  }

  /// A property as text for people. Its `_ENC` form is preferred where there is one: there, odd
  /// characters are escaped, else they are lost.
  Optional<String> text(String name) {
    return Optional.ofNullable(properties.getOrDefault(name + "_ENC", properties.get(name)))
        .map(Text::decodeHex)
        .flatMap(Text::printable);
  }
}
