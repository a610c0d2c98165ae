package app.diptych.ui.settings;

import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The settings in force. Each change holds at once and is kept in the background. JavaFX thread
/// only.
public final class SettingsModel {
  private final ReadOnlyObjectWrapper<Settings> settings;

  /// Settings that are kept in a file by an executor that does one thing after the other.
  public SettingsModel(Settings settings, SettingsFile file, Executor executor) {
    this(settings);
    this.settings.subscribe((old, next) -> {
      if (!old.equals(next)) {
        executor.execute(() -> file.write(next));
      }
    });
  }

  /// Settings that are forgotten with the window.
  public SettingsModel(Settings settings) {
    this.settings = new ReadOnlyObjectWrapper<>(settings);
  }

  /// What is set.
  public Settings get() {
    return settings.get();
  }

  /// What is set.
  public ReadOnlyObjectProperty<Settings> property() {
    return settings.getReadOnlyProperty();
  }

  /// Sets something.
  public void change(UnaryOperator<Settings> change) {
    settings.set(change.apply(settings.get()));
  }

  /// Whether a window that is opened from now on speaks or counts otherwise than this one.
  public boolean wantsAnotherLocale() {
    return !get().locale().equals(Locale.getDefault());
  }
}
