package app.diptych.ui.disks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tells from one listing to the next which disks have come and which have gone. Whatever the first
/// listing shows was there before.
final class Arrivals {
  private Optional<Map<String, Candidate>> before = Optional.empty();

  /// What has changed.
  ///
  /// @param came what was not there before: plugged in, or another medium in its drive
  /// @param gone what is not there any more
  record News(List<Candidate> came, List<Candidate> gone) {
    /// Keeps its own copies of the lists.
    News {
      came = List.copyOf(came);
      gone = List.copyOf(gone);
    }
  }

  /// Compares the disks of a listing with those of the one before.
  News take(List<Candidate> disks) {
    var listed = new LinkedHashMap<String, Candidate>();
    disks.stream()
        .filter(Candidate.OfDisk.class::isInstance)
        .forEach(disk -> listed.put(disk.key(), disk));
    Map<String, Candidate> known = before.orElse(listed);
    before = Optional.of(listed);
    return new News(without(listed, known), without(known, listed));
  }

  private static List<Candidate> without(
      Map<String, Candidate> disks, Map<String, Candidate> others) {
    return disks.entrySet().stream()
        .filter(entry -> !others.containsKey(entry.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }
}
