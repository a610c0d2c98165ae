package app.diptych.ui.disks;

import app.diptych.disks.Disk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A disk that looks the same as another one that is there, and what tells them apart.
///
/// @param feature what differs
/// @param value this one's
/// @param from where in the value the difference begins
/// @param to where it ends
record Twin(Feature feature, String value, int from, int to) {

  /// What can tell twins apart, the surest first.
  enum Feature {
    /// Their serial numbers.
    SERIAL,
    /// Where they are plugged in.
    PORT,
    /// The files they are made of.
    FILE,
    /// Their names under `/dev`, which are given out anew each time.
    PATH;

    private Optional<String> of(Disk disk) {
      return switch (this) {
        case SERIAL -> disk.hardware().serial();
        case PORT -> disk.hardware().port();
        case FILE -> disk.backingFile().map(Path::toString);
        case PATH -> Optional.of(disk.path());
      };
    }
  }

  /// The twins among candidates, by their keys: disks of one name and size.
  static Map<String, Twin> among(List<Candidate> candidates) {
    var alike = new LinkedHashMap<String, List<Candidate.OfDisk>>();
    for (Candidate candidate : candidates) {
      if (candidate instanceof Candidate.OfDisk ofDisk && ofDisk.disk().size() > 0) {
        String looks = ofDisk.title() + "\n" + ofDisk.disk().size();
        alike.computeIfAbsent(looks, _ -> new ArrayList<>()).add(ofDisk);
      }
    }
    var twins = new HashMap<String, Twin>();
    alike.values().stream()
        .filter(group -> group.size() > 1)
        .forEach(group -> twins.putAll(among(group, featureOf(group))));
    return twins;
  }

  private static Feature featureOf(List<Candidate.OfDisk> group) {
    for (Feature feature : Feature.values()) {
      var values = new HashSet<String>();
      group.forEach(ofDisk -> feature.of(ofDisk.disk()).ifPresent(values::add));
      if (values.size() == group.size()) {
        return feature;
      }
    }
    return Feature.PATH;
  }

  private static Map<String, Twin> among(List<Candidate.OfDisk> group, Feature feature) {
    var values = new LinkedHashMap<String, String>();
    group.forEach(ofDisk -> values.put(ofDisk.key(), feature.of(ofDisk.disk()).orElse("")));
    List<String> all = List.copyOf(values.values());
    int shortest = all.stream().mapToInt(String::length).min().orElse(0);
    int same = 0;
    while (same < shortest && haveInCommon(all, same, true)) {
      same++;
    }
    int sameEnd = 0;
    while (sameEnd < shortest - same && haveInCommon(all, sameEnd, false)) {
      sameEnd++;
    }
    var twins = new HashMap<String, Twin>();
    for (var entry : values.entrySet()) {
      String value = entry.getValue();
      twins.put(entry.getKey(), twin(feature, value, same, value.length() - sameEnd));
    }
    return twins;
  }

  // Of a serial number people compare characters, of all else words.
  private static Twin twin(Feature feature, String value, int from, int to) {
    if (feature == Feature.SERIAL) {
      return new Twin(feature, value, from, to);
    }
    int end = value.indexOf('/', to);
    return new Twin(
        feature, value, value.lastIndexOf('/', from - 1) + 1, end < 0 ? value.length() : end);
  }

  private static boolean haveInCommon(List<String> all, int at, boolean isFromStart) {
    return all.stream()
            .map(value -> value.charAt(isFromStart ? at : value.length() - 1 - at))
            .distinct()
            .count()
        == 1;
  }
}
