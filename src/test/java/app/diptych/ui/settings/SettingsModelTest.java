package app.diptych.ui.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.Callable;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
final class SettingsModelTest {
  private final SettingsFile file =
      new SettingsFile(() -> {
        throw new IOException("/home: Read-only file system");
      });
  private final SettingsModel model = new SettingsModel(Settings.DEFAULT, file, Runnable::run);

  @Test
  void whoSetsSomethingIsToldWhereItCannotBeKept() {
    Label told = fx(() -> trouble(new SettingsDialog(model)));
    assertThat(told.isVisible()).isFalse();

    fx(() -> {
      model.change(now -> now.with(Look.DARK));
      return model;
    });
    WaitForAsyncUtils.waitForFxEvents(2);

    assertThat(model.get().look()).isEqualTo(Look.DARK);
    assertThat(told.isVisible()).isTrue();
    assertThat(told.getText()).contains("cannot be kept").contains("Read-only file system");
  }

  private static Label trouble(SettingsDialog dialog) {
    var scroll = (ScrollPane) dialog.getDialogPane().getContent();
    return (Label) scroll.getContent().lookup("#settings-trouble");
  }

  private static <T> T fx(Callable<T> deed) {
    return WaitForAsyncUtils.waitForAsyncFx(10_000, deed);
  }
}
