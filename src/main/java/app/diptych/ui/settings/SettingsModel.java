package app.diptych.ui.settings;

import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// The settings in force. Each change holds at once and is kept in the background. JavaFX thread
/// only.
public final class SettingsModel {
  private final ReadOnlyObjectWrapper<Settings> settings;
  private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper("");

  /// Settings that are kept in a file by an executor that does one thing after the other.
  public SettingsModel(Settings settings, SettingsFile file, Executor executor) {
    this(settings);
    this.settings.subscribe((old, next) -> {
      if (!old.equals(next)) {
        executor.execute(() -> {
          String why = file.write(next);
          Platform.runLater(() -> trouble.set(why));
        });
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

  /// Why what was set last is not kept; empty where it is.
  public ReadOnlyStringProperty troubleProperty() {
    return trouble.getReadOnlyProperty();
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
