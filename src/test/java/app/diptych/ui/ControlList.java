package app.diptych.ui;

import app.diptych.ui.help.Shortcut;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Cell;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCombination;

/// Every control of the screens, with its name for those who cannot see it and the keys that lead
/// to it.
final class ControlList {
  private static final Map<String, Shortcut> SHORTCUTS =
      Map.ofEntries(
          Map.entry("help", Shortcut.HELP),
          Map.entry("settings", Shortcut.SETTINGS),
          Map.entry("refresh", Shortcut.REFRESH),
          Map.entry("identify", Shortcut.IDENTIFY),
          Map.entry("source-search", Shortcut.FIND),
          Map.entry("target-search", Shortcut.FIND_TARGET),
          Map.entry("source-open-image", Shortcut.OPEN),
          Map.entry("target-open-image", Shortcut.OPEN_TARGET),
          Map.entry("source-open-nbd", Shortcut.NBD),
          Map.entry("target-open-nbd", Shortcut.NBD_TARGET),
          Map.entry("verify", Shortcut.VERIFY),
          Map.entry("fit-start", Shortcut.FIT),
          Map.entry("accept-mounted", Shortcut.ACCEPT),
          Map.entry("skip-unreadable", Shortcut.SKIP),
          Map.entry("live", Shortcut.LIVE),
          Map.entry("live-tcp", Shortcut.BY_TCP),
          Map.entry("clone", Shortcut.CLONE),
          Map.entry("command", Shortcut.COMMAND));

  private final Map<String, Entry> entries = new TreeMap<>();
  private final List<String> clashes = new ArrayList<>();

  /// A control.
  ///
  /// @param id its id; empty where it has none
  /// @param role what it is
  /// @param name what it is called
  /// @param keys what leads to it, or does what it does
  /// @param screen where it was seen first
  record Entry(String id, String role, String name, String keys, String screen) {

    /// Whether nothing is missing.
    boolean isComplete() {
      return !id.isEmpty() && !name.isBlank() && !keys.isEmpty();
    }

    @Override
    public String toString() {
      return String.join(" | ", id, role, name, keys, screen);
    }
  }

  /// Takes in a screen.
  void see(String screen, Parent root) {
    Map<String, String> mnemonics = new TreeMap<>();
    for (Node node : List.copyOf(root.lookupAll("*"))) {
      if (isControl(node) && Tour.isSeen(node)) {
        var entry =
            new Entry(
                node.getId() == null ? "" : node.getId(),
                String.valueOf(node.getAccessibleRole()).toLowerCase(Locale.ROOT),
                name(node, root),
                keys(node, root),
                screen);
        entries.putIfAbsent(entry.id().isEmpty() ? node.toString() : entry.id(), entry);
      }
      if (node instanceof Labeled labeled && labeled.isMnemonicParsing() && Tour.isSeen(node)) {
        mnemonic(labeled)
            .ifPresent(letter -> {
              String other = mnemonics.put(letter, labeled.getText());
              if (other != null) {
                clashes.add(screen + ": Alt+" + letter + ": " + other + " / " + labeled.getText());
              }
            });
      }
    }
    if (root.getStyleClass().contains("window")) {
      for (Shortcut shortcut : Shortcut.values()) {
        if (shortcut.keys().getAlt() == KeyCombination.ModifierValue.DOWN
            && mnemonics.containsKey(shortcut.keys().getCode().getName())) {
          clashes.add(screen + ": " + shortcut + " / " + mnemonics);
        }
      }
    }
  }

  /// All controls, by id.
  List<Entry> entries() {
    return List.copyOf(entries.values());
  }

  /// Letters that lead to two things on one screen.
  List<String> clashes() {
    return List.copyOf(new TreeSet<>(clashes));
  }

  private static boolean isControl(Node node) {
    if (node instanceof ScrollBar || node instanceof Cell || isInside(node)) {
      return false;
    }
    return node.isFocusTraversable()
        || node instanceof ButtonBase
        || node instanceof TextInputControl
        || node instanceof ChoiceBox
        || node instanceof ListView
        || node instanceof TabPane
        || node.getStyleClass().contains("card");
  }

  // The arrows of a tab pane and such belong to their control.
  private static boolean isInside(Node node) {
    for (Node at = node.getParent(); at != null; at = at.getParent()) {
      if (at instanceof TabPane && node.getStyleClass().contains("control-buttons-tab")) {
        return true;
      }
    }
    return false;
  }

  private static String name(Node node, Parent root) {
    if (node.getAccessibleText() != null) {
      return node.getAccessibleText();
    }
    if (node instanceof Labeled labeled && labeled.getText() != null) {
      return labeled.getText().replaceFirst("_(?=\\w)", "");
    }
    return root.lookupAll(".label").stream()
        .filter(label -> label instanceof Label l && node.equals(l.getLabelFor()))
        .map(label -> ((Label) label).getText())
        .findFirst()
        .orElse("");
  }

  private static String keys(Node node, Parent root) {
    var keys = new ArrayList<String>();
    if (SHORTCUTS.containsKey(node.getId())) {
      keys.add(SHORTCUTS.get(node.getId()).label());
    }
    if (node instanceof Labeled labeled && labeled.isMnemonicParsing()) {
      mnemonic(labeled).ifPresent(letter -> keys.add("Alt+" + letter));
    }
    root.lookupAll(".label").stream()
        .filter(label -> label instanceof Label l && node.equals(l.getLabelFor()))
        .map(Label.class::cast)
        .filter(Labeled::isMnemonicParsing)
        .flatMap(label -> mnemonic(label).stream())
        .forEach(letter -> keys.add("Alt+" + letter));
    if (node instanceof Button button && button.isDefaultButton()) {
      keys.add("Enter");
    }
    if (node instanceof Button button && button.isCancelButton()) {
      keys.add("Esc");
    }
    if (node.getStyleClass().contains("card-remove")) {
      keys.add("Delete");
    } else if (node.getStyleClass().contains("card")) {
      keys.add("Arrows, Space");
    } else if (node.isFocusTraversable()) {
      keys.add("Tab");
    }
    return String.join(", ", keys);
  }

  private static Optional<String> mnemonic(Labeled labeled) {
    String text = labeled.getText() == null ? "" : labeled.getText().replace("__", "");
    int at = text.indexOf('_');
    return at < 0 || at + 1 >= text.length()
        ? Optional.empty()
        : Optional.of(text.substring(at + 1, at + 2).toUpperCase(Locale.ROOT));
  }
}
