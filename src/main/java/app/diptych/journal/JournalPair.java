package app.diptych.journal;

import java.time.Instant;
import java.util.Map;

/// Which clone a journal is of.
///
/// @param source what the source is known by
/// @param target what the target is known by
/// @param size bytes that are cloned
/// @param begun when
/// @param wish how it was asked for, in words of whoever asks for clones
public record JournalPair(
    String source, String target, long size, Instant begun, Map<String, String> wish) {

  /// Keeps its own copy of the wish.
  public JournalPair {
    wish = Map.copyOf(wish);
    if (size < 0) {
      throw new IllegalArgumentException("size " + size);
    }
  }

  /// Whether both are of the same source, target and size.
  public boolean isOfSame(JournalPair other) {
    return source.equals(other.source) && target.equals(other.target) && size == other.size;
  }
}
