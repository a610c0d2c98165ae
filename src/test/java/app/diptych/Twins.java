package app.diptych;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// A bundle of texts and its twin in another language.
public final class Twins {
  private static final Path RESOURCES = Path.of("src/main/resources/app/diptych");
  private static final Pattern PLACE = Pattern.compile("\\{(\\d)");

  private Twins() {}

  /// What is wrong with the German of a bundle, such as `ui/messages`: keys that one of the two
  /// lacks, places that differ, empty texts, mnemonics that only one has.
  public static List<String> faults(String bundle) throws IOException {
    Properties english = load(bundle + ".properties");
    Properties german = load(bundle + "_de.properties");
    var faults = new ArrayList<String>();
    var keys = new TreeSet<>(english.stringPropertyNames());
    keys.addAll(german.stringPropertyNames());
    for (String key : keys) {
      String one = english.getProperty(key);
      String other = german.getProperty(key);
      if (one == null || other == null) {
        faults.add(key + ": only in " + (one == null ? "German" : "English"));
      } else if (!places(one).equals(places(other))) {
        faults.add(key + ": the places differ: " + one + " / " + other);
      } else if (other.isBlank() != one.isBlank()) {
        faults.add(key + ": says nothing in one of the two");
      } else if (one.matches(".*_\\w.*") != other.matches(".*_\\w.*")) {
        faults.add(key + ": a mnemonic in one of the two only");
      }
    }
    return faults;
  }

  /// The bundles there are, without their ending.
  public static List<String> bundles() throws IOException {
    try (var files = Files.walk(RESOURCES)) {
      return files
          .map(file -> RESOURCES.relativize(file).toString())
          .filter(name -> name.endsWith(".properties") && !name.contains("_"))
          .map(name -> name.substring(0, name.length() - ".properties".length()))
          .sorted()
          .toList();
    }
  }

  private static Properties load(String name) throws IOException {
    var texts = new Properties();
    try (Reader reader = Files.newBufferedReader(RESOURCES.resolve(name))) {
      texts.load(reader);
    }
    return texts;
  }

  private static Set<String> places(String text) {
    var places = new TreeSet<String>();
    PLACE.matcher(text).results().map(MatchResult::group).forEach(places::add);
    return places;
  }
}
