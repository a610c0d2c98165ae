package app.diptych.ui.settings;

import app.diptych.mirror.CopyMode;
import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Spoken;
import app.diptych.ui.parts.Texts;
import java.util.function.BiFunction;
import java.util.function.Function;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// What can be set. Everything holds at once, but for language and units, with which the window
/// opens anew.
public final class SettingsDialog extends Dialog<ButtonType> {
  private final SettingsModel model;
  private final GridPane grid = new GridPane();

  /// The settings of a model.
  public SettingsDialog(SettingsModel model) {
    this.model = model;
    setTitle(Texts.of("settings.title"));
    var close = new ButtonType(Texts.of("settings.close"), ButtonData.CANCEL_CLOSE);
    var reset = new ButtonType(Texts.of("settings.reset"), ButtonData.LEFT);
    var pane = getDialogPane();
    pane.setId("settings-dialog");
    pane.getStyleClass().addAll("erase-dialog", "settings-dialog");
    pane.getButtonTypes().addAll(reset, close);
    grid.getStyleClass().add("settings-grid");
    addLooks();
    addJob();
    var note = Parts.paragraph(Texts.of("settings.note"), "card-detail");
    var content = new VBox(grid, note, trouble());
    content.getStyleClass().add("erase-content");
    var scroll = new ScrollPane(content);
    scroll.setFitToWidth(true);
    scroll.setFocusTraversable(false);
    scroll.getStyleClass().add("card-scroll");
    pane.setContent(scroll);
    wire((Button) pane.lookupButton(close), "settings-close").setDefaultButton(true);
    var undo = wire((Button) pane.lookupButton(reset), "settings-reset");
    // The dialog stays: what was reset is to be seen.
    undo.addEventFilter(
        javafx.event.ActionEvent.ACTION,
        event -> {
          model.change(now -> now.isWelcomed() ? Settings.DEFAULT.welcomed() : Settings.DEFAULT);
          event.consume();
        });
  }

  private Label trouble() {
    Label trouble = Parts.paragraph("", "job-notice");
    trouble.setId("settings-trouble");
    model
        .troubleProperty()
        .subscribe(why -> {
          Parts.rephrase(trouble, why.isEmpty() ? "" : Texts.of("settings.unkept", why));
          Parts.show(trouble, !why.isEmpty());
        });
    return trouble;
  }

  private static Button wire(Button button, String id) {
    button.setId(id);
    ButtonBar.setButtonUniformSize(button, false);
    return button;
  }

  private void addLooks() {
    heading("settings.window");
    choice(
        "language", "settings.language", SettingsDialog::words, Settings::language, Settings::with);
    choice("units", "settings.units", SettingsDialog::words, Settings::units, Settings::with);
    choice("look", "settings.look", SettingsDialog::words, Settings::look, Settings::with);
    choice(
        "text-size",
        "settings.text-size",
        size -> Texts.of("settings.percent", size.percent()),
        Settings::textSize,
        Settings::with);
  }

  private void addJob() {
    heading("settings.job");
    box("verify", "settings.verify", JobDefaults::verify, JobDefaults::withVerify);
    box("skip-unreadable", "settings.skip", JobDefaults::skip, JobDefaults::withSkip);
    choice(
        "retries",
        "settings.retries",
        Retries::words,
        now -> now.job().retries(),
        (now, retries) -> now.with(now.job().withRetries(retries)));
    box("keep-in-use", "settings.live", JobDefaults::live, JobDefaults::withLive);
    box("offer-by-tcp", "settings.tcp", JobDefaults::byTcp, JobDefaults::withByTcp);
    choice(
        "copy-mode",
        "settings.copy-mode",
        SettingsDialog::words,
        now -> now.job().copyMode(),
        (now, mode) -> now.with(now.job().withCopyMode(mode)));
  }

  private void heading(String key) {
    grid.add(Parts.label(Texts.of(key), "erase-lost-title"), 0, grid.getRowCount(), 2, 1);
  }

  private <E extends Enum<E>> void choice(
      String id,
      String key,
      Function<E, String> words,
      Function<Settings, E> read,
      BiFunction<Settings, E, Settings> write) {
    var choice = new ChoiceBox<E>();
    E chosen = read.apply(model.get());
    choice.getItems().setAll(chosen.getDeclaringClass().getEnumConstants());
    choice.setConverter(new Spoken<>(words));
    choice.setId("settings-" + id);
    Parts.openByArrows(choice);
    choice.setMaxWidth(Double.MAX_VALUE);
    GridPane.setHgrow(choice, Priority.ALWAYS);
    model.property().map(read).subscribe(choice::setValue);
    choice.valueProperty().subscribe(value -> model.change(now -> write.apply(now, value)));
    Label label = Parts.label(Texts.of(key));
    label.setMnemonicParsing(true);
    label.setMinWidth(Label.USE_PREF_SIZE);
    label.setLabelFor(choice);
    choice.setAccessibleText(Texts.of(key).replace("_", ""));
    grid.addRow(grid.getRowCount(), label, choice);
  }

  private void box(
      String id,
      String key,
      Function<JobDefaults, Boolean> read,
      BiFunction<JobDefaults, Boolean, JobDefaults> write) {
    var box = Parts.wire(new CheckBox(), "settings-" + id, Texts.of(key), () -> {});
    box.setWrapText(true);
    model.property().map(now -> read.apply(now.job())).subscribe(box::setSelected);
    box.selectedProperty()
        .subscribe(isOn -> model.change(now -> now.with(write.apply(now.job(), isOn))));
    grid.add(box, 0, grid.getRowCount(), 2, 1);
  }

  private static String words(Language language) {
    return switch (language) {
      case SYSTEM -> Texts.of("language.system");
      case ENGLISH -> Texts.of("language.english");
      case GERMAN -> Texts.of("language.german");
    };
  }

  private static String words(Units units) {
    return switch (units) {
      case SI -> Texts.of("units.si");
      case IEC -> Texts.of("units.iec");
    };
  }

  private static String words(Look look) {
    return switch (look) {
      case SYSTEM -> Texts.of("look.system");
      case LIGHT -> Texts.of("look.light");
      case DARK -> Texts.of("look.dark");
      case CONTRAST -> Texts.of("look.contrast");
    };
  }

  private static String words(CopyMode mode) {
    return switch (mode) {
      case WRITE_BLOCKING -> Texts.of("settings.write-blocking");
      case BACKGROUND -> Texts.of("settings.background");
    };
  }
}
