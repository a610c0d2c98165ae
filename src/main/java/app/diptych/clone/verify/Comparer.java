package app.diptych.clone.verify;

import app.diptych.mirror.Progress;

/// Compares two sides, once, and can be asked how far it is.
interface Comparer {

  /// Compares all; done once.
  Verifier.Outcome compare();

  /// How far it is; at any time, from any thread.
  Progress progress();
}
