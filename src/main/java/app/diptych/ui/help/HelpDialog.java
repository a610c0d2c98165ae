package app.diptych.ui.help;

import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Texts;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;

/// What the program does, how it keeps data safe, its keys, and where its files are: in the program
/// itself, so that it can be read where there is no network. It need not be closed to go on.
public final class HelpDialog extends Dialog<ButtonType> {

  /// Where it is opened.
  public enum Page {
    /// What the program does.
    ABOUT,
    /// Its keys.
    KEYS
  }

  /// The help, opened at a page.
  public HelpDialog(Page page) {
    setTitle(Texts.of("help.title"));
    var close = new ButtonType(Texts.of("help.close"), ButtonData.CANCEL_CLOSE);
    var pane = getDialogPane();
    pane.setId("help-dialog");
    pane.getStyleClass().addAll("erase-dialog", "help-dialog");
    pane.getButtonTypes().add(close);
    Tab keys = tab("help-keys", "help.keys", sheet());
    var tabs =
        new TabPane(
            tab(
                "help-about",
                "help.about",
                prose(
                    "help.about-clone", "help.about-live", "help.about-verify", "help.about-skip")),
            tab(
                "help-safety",
                "help.safety",
                prose(
                    "help.safety-read",
                    "help.safety-refuse",
                    "help.safety-ask",
                    "help.safety-durable")),
            tab(
                "help-live",
                "help.live",
                prose("help.live-what", "help.live-how", "help.live-finish", "help.live-private")),
            keys,
            tab(
                "help-files",
                "help.files",
                prose(
                    "help.files-log",
                    "help.files-reports",
                    "help.files-settings",
                    "help.files-commands")));
    tabs.setId("help-tabs");
    tabs.setAccessibleText(Texts.of("help.title"));
    tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
    if (page == Page.KEYS) {
      tabs.getSelectionModel().select(keys);
    }
    pane.setContent(tabs);
    var done = (Button) pane.lookupButton(close);
    ButtonBar.setButtonUniformSize(done, false);
    done.setId("help-close");
    done.setDefaultButton(true);
    setResizable(true);
    setOnShown(_ -> tabs.requestFocus());
  }

  private static Tab tab(String id, String key, Node content) {
    var scroll = new ScrollPane(content);
    scroll.setFitToWidth(true);
    scroll.setId(id + "-text");
    scroll.setAccessibleText(Texts.of(key));
    scroll.setFocusTraversable(true);
    scroll.getStyleClass().add("card-scroll");
    var tab = new Tab(Texts.of(key), scroll);
    tab.setId(id);
    return tab;
  }

  private static Node prose(String... keys) {
    var page = new VBox();
    page.getStyleClass().add("help-page");
    for (String key : keys) {
      page.getChildren().add(Parts.paragraph(Texts.of(key)));
    }
    return page;
  }

  private static Node sheet() {
    var grid = new GridPane();
    grid.getStyleClass().addAll("help-page", "help-keys");
    Stream.concat(
            Stream.of(Shortcut.values()).map(key -> List.of(key.label(), key.words())),
            Stream.of(
                List.of(Texts.of("key.tab"), Texts.of("keys.tab")),
                List.of(Texts.of("key.arrows"), Texts.of("keys.arrows")),
                List.of(Texts.of("key.space"), Texts.of("keys.space")),
                List.of(Texts.of("key.delete"), Texts.of("keys.delete")),
                List.of(Texts.of("key.escape"), Texts.of("keys.escape")),
                List.of(Texts.of("key.underlined"), Texts.of("keys.underlined"))))
        .forEach(row -> {
          Label key = Parts.label(row.getFirst(), "key");
          Label words = Parts.paragraph(row.getLast());
          words.setLabelFor(key);
          grid.addRow(grid.getRowCount(), key, words);
        });
    return grid;
  }
}
