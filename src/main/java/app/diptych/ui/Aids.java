package app.diptych.ui;

import app.diptych.ui.help.HelpDialog;
import app.diptych.ui.help.WelcomeView;
import app.diptych.ui.parts.Dialogs;
import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Texts;
import app.diptych.ui.settings.Settings;
import app.diptych.ui.settings.SettingsDialog;
import app.diptych.ui.settings.SettingsModel;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/// What makes the window easier for its user: settings, help, and the lines for the first start.
final class Aids {
  private final WindowModel model;
  private final Node owner;

  /// Those of a window; dialogs belong to the window of the owner.
  Aids(WindowModel model, Node owner) {
    this.model = model;
    this.owner = owner;
  }

  /// The buttons that open settings and help.
  List<Button> buttons() {
    var settings = Parts.wire(new Button(), "settings", Texts.of("settings.open"), this::settings);
    settings.setGraphic(Parts.icon(Material2OutlinedMZ.SETTINGS));
    Parts.hint(settings, Texts.of("settings.open-hint"));
    var help =
        Parts.wire(new Button(), "help", Texts.of("help.open"), () -> help(HelpDialog.Page.ABOUT));
    help.setGraphic(Parts.icon(Material2OutlinedAL.HELP_OUTLINE));
    Parts.hint(help, Texts.of("help.open-hint"));
    List<Button> buttons = List.of(settings, help);
    buttons.forEach(button -> button.getStyleClass().add("flat"));
    return buttons;
  }

  /// The lines for the first start, until they are put away.
  Node welcome() {
    SettingsModel settings = model.settings();
    var welcome =
        new WelcomeView(
            new WelcomeView.Actions(
                model::trySamples,
                () -> help(HelpDialog.Page.ABOUT),
                () -> settings.change(Settings::welcomed)));
    settings
        .property()
        .map(Settings::isWelcomed)
        .subscribe(isWelcomed -> Parts.show(welcome, !isWelcomed));
    return welcome;
  }

  /// Opens the settings; another language or other units hold when they are closed.
  void settings() {
    var dialog = new SettingsDialog(model.settings());
    dialog.setOnHidden(_ -> model.followLocale());
    Dialogs.ask(owner, dialog, _ -> {});
  }

  /// Opens the help at a page.
  void help(HelpDialog.Page page) {
    Dialogs.ask(owner, new HelpDialog(page), _ -> {});
  }
}
