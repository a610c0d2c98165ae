package app.diptych.ui.help;

import app.diptych.ui.parts.Texts;
import java.util.StringJoiner;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyCombination.Modifier;

/// The keys that work everywhere in the window.
public enum Shortcut {
  /// Help.
  HELP("keys.help", KeyCode.F1),
  /// The sheet of these keys: the question mark, where the keyboard has it beside the slash.
  KEYS("keys.keys", KeyCode.SLASH, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_ANY),
  /// The sheet of these keys, wherever the question mark is.
  KEYS_ANYWHERE("keys.keys", KeyCode.F1, KeyCombination.SHIFT_DOWN),
  /// The settings, by the comma that many programs take for them.
  SETTINGS("keys.settings", KeyCode.COMMA, KeyCombination.SHORTCUT_DOWN),
  /// Lists the disks again.
  REFRESH("keys.refresh", KeyCode.F5),
  /// Finds a disk by its being unplugged and plugged in again.
  IDENTIFY("keys.identify", KeyCode.I, KeyCombination.SHORTCUT_DOWN),
  /// To the sources.
  SOURCE("keys.source", KeyCode.S, KeyCombination.ALT_DOWN),
  /// To the targets.
  TARGET("keys.target", KeyCode.T, KeyCombination.ALT_DOWN),
  /// To the search among the sources.
  FIND("keys.find", KeyCode.F, KeyCombination.SHORTCUT_DOWN),
  /// To the search among the targets.
  FIND_TARGET(
      "keys.find-target", KeyCode.F, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN),
  /// Opens an image as the source.
  OPEN("keys.open", KeyCode.O, KeyCombination.SHORTCUT_DOWN),
  /// Opens an image as the target.
  OPEN_TARGET(
      "keys.open-target", KeyCode.O, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN),
  /// An NBD disk as the source: L as in location, as other programs take an address.
  NBD("keys.nbd", KeyCode.L, KeyCombination.SHORTCUT_DOWN),
  /// An NBD disk as the target.
  NBD_TARGET("keys.nbd-target", KeyCode.L, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN),
  // The mnemonic of a check box would lead to it and not tick it.
  /// Verifies or not.
  VERIFY("keys.verify", KeyCode.V, KeyCombination.ALT_DOWN),
  /// Onto the beginning of a larger target or not.
  FIT("keys.fit", KeyCode.B, KeyCombination.ALT_DOWN),
  /// Accepts a source that others write to or not.
  ACCEPT("keys.accept", KeyCode.A, KeyCombination.ALT_DOWN),
  /// Skips what cannot be read or not.
  SKIP("keys.skip", KeyCode.X, KeyCombination.ALT_DOWN),
  /// Keeps the source in use or not.
  LIVE("keys.live", KeyCode.K, KeyCombination.ALT_DOWN),
  /// Offers it by TCP or not.
  BY_TCP("keys.tcp", KeyCode.L, KeyCombination.ALT_DOWN),
  /// Asks, and clones then.
  CLONE("keys.clone", KeyCode.ENTER, KeyCombination.SHORTCUT_DOWN),
  /// Copies the command for what is picked.
  COMMAND("keys.command", KeyCode.C, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN),
  /// To what is to be cloned.
  PAGE_CLONE("keys.page-clone", KeyCode.DIGIT1, KeyCombination.SHORTCUT_DOWN),
  /// To the jobs.
  PAGE_JOBS("keys.page-jobs", KeyCode.DIGIT2, KeyCombination.SHORTCUT_DOWN),
  /// To the jobs that have ended.
  PAGE_HISTORY("keys.page-history", KeyCode.DIGIT3, KeyCombination.SHORTCUT_DOWN),
  /// To the log.
  PAGE_LOG("keys.page-log", KeyCode.DIGIT4, KeyCombination.SHORTCUT_DOWN);

  private final String textKey;

  // It is immutable, and only not marked so.
  @SuppressWarnings("ImmutableEnumChecker")
  private final KeyCodeCombination keys;

  Shortcut(String textKey, KeyCode code, Modifier... modifiers) {
    this.textKey = textKey;
    keys = new KeyCodeCombination(code, modifiers);
  }

  /// The keys.
  public KeyCodeCombination keys() {
    return keys;
  }

  /// What they do, in words.
  public String words() {
    return Texts.of(textKey);
  }

  /// The keys as they are printed on the keyboard: `Ctrl+Shift+F`.
  public String label() {
    if (this == KEYS) {
      return Texts.of("key.control") + "+?";
    }
    var label = new StringJoiner("+");
    if (keys.getShortcut() == KeyCombination.ModifierValue.DOWN) {
      label.add(Texts.of("key.control"));
    }
    if (keys.getAlt() == KeyCombination.ModifierValue.DOWN) {
      label.add(Texts.of("key.alt"));
    }
    if (keys.getShift() == KeyCombination.ModifierValue.DOWN) {
      label.add(Texts.of("key.shift"));
    }
    return label
        .add(
            switch (keys.getCode()) {
              case ENTER -> Texts.of("key.enter");
              case COMMA -> ",";
              default -> keys.getCode().getName();
            })
        .toString();
  }
}
