package app.diptych.ui.job;

import java.util.Optional;
import java.util.function.Supplier;

/// How a finished target's drive can be left, so that it can be pulled out.
///
/// @param isPowerOff whether it is turned off; else its medium is put out
/// @param action does it, and says what stood against it; not for the JavaFX thread
record Farewell(boolean isPowerOff, Supplier<Optional<String>> action) {}
