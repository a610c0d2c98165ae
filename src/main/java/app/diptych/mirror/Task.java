package app.diptych.mirror;

import app.diptych.block.Region;
import java.util.List;

/// What a copier is to do next.
sealed interface Task {
  /// Copy these chunks.
  record Copy(Taken taken) implements Task {}

  /// Wipe these ends of the secondary, then tell by [Ledger#wiped].
  record Wipe(List<Region> ends) implements Task {}

  /// Flush the secondary, then tell by [Ledger#flushed].
  record Flush() implements Task {}

  /// End.
  record Stop() implements Task {}
}
