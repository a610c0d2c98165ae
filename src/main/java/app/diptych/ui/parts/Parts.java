package app.diptych.ui.parts;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.geometry.Bounds;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/// The small nodes that every view is made of.
public final class Parts {
  private static final Duration TOOLTIP_DELAY = Duration.millis(300);

  private static final Pattern MNEMONIC = Pattern.compile("[^_]*+(?:__[^_]*+)*+_");

  private Parts() {}

  /// A line of text.
  public static Label label(String text, String... styleClasses) {
    var label = new Label(Texts.shown(text));
    label.getStyleClass().addAll(styleClasses);
    return label;
  }

  /// Text that takes as many lines as it needs.
  public static Label paragraph(String text, String... styleClasses) {
    Label label = label("", styleClasses);
    rephrase(label, text);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    return label;
  }

  /// Gives a paragraph another text, which may hold names.
  public static void rephrase(Label paragraph, String text) {
    paragraph.setText(Texts.shown(Names.inLines(text)));
  }

  /// A picture for the eye only; what it says is in words beside it.
  public static FontIcon icon(Ikon ikon, String... styleClasses) {
    var icon = FontIcon.of(ikon);
    icon.getStyleClass().addAll(styleClasses);
    return icon;
  }

  /// Room that pushes apart what is on its sides.
  public static Region spring() {
    var spring = new Region();
    HBox.setHgrow(spring, Priority.ALWAYS);
    return spring;
  }

  /// Gives a button its id, its words and what it does. An underscore marks the mnemonic.
  public static <B extends ButtonBase> B wire(B button, String id, String text, Runnable action) {
    button.setId(id);
    button.setMnemonicParsing(true);
    reword(button, text);
    button.setOnAction(_ -> action.run());
    if (button instanceof Button) {
      // By the second click of a double click another button may stand there.
      button.addEventFilter(
          MouseEvent.MOUSE_PRESSED,
          press -> {
            if (press.getClickCount() > 1) {
              press.consume();
            }
          });
    }
    return button;
  }

  /// Gives a button other words. An underscore marks the mnemonic, and two of them stand for one.
  public static void reword(ButtonBase button, String text) {
    button.setText(drawn(text));
    button.setAccessibleText(spoken(text));
  }

  /// Lets the arrows open a choice: pressed they would lead away, and let go open where they led.
  public static void openByArrows(ChoiceBox<?> choice) {
    choice.addEventHandler(
        KeyEvent.KEY_PRESSED,
        press -> {
          if (press.getCode() == KeyCode.DOWN || press.getCode() == KeyCode.UP) {
            press.consume();
          }
        });
  }

  /// Words in which underscores mark mnemonics, as a button takes them: behind the mnemonic JavaFX
  /// takes two of them for two.
  static String drawn(String text) {
    Matcher mnemonic = MNEMONIC.matcher(text);
    return mnemonic.lookingAt()
        ? mnemonic.group() + text.substring(mnemonic.end()).replace("__", "_")
        : text;
  }

  /// The same as they are said.
  public static String spoken(String text) {
    return text.replaceAll("_(_?)", "$1");
  }

  /// Shows another text while the pointer rests on a label.
  public static void retell(Label label, String text) {
    String shown = Texts.shown(text);
    if (label.getTooltip() == null) {
      label.setTooltip(tooltip(shown));
    }
    label.getTooltip().setText(shown);
    label.setAccessibleHelp(shown);
  }

  /// Shows a text while the pointer rests on a node, and says it to those who listen.
  public static void hint(Node node, String text) {
    String shown = Texts.shown(text);
    Tooltip.install(node, tooltip(shown));
    node.setAccessibleHelp(shown);
  }

  private static Tooltip tooltip(String shown) {
    var tooltip = new Tooltip(shown);
    tooltip.setShowDelay(TOOLTIP_DELAY);
    tooltip.setWrapText(true);
    tooltip.getStyleClass().add("hint");
    return tooltip;
  }

  /// A name in one line, of which both ends are seen where it has no room; in several where the
  /// style sheet of large texts says so.
  public static Label name(String text, String... styleClasses) {
    Label label = label(text, styleClasses);
    label
        .wrapTextProperty()
        .subscribe(wraps -> {
          if (wraps) {
            rephrase(label, text);
          } else {
            // Marks before it would be taken for its beginning.
            label.setText(Texts.afterOneMark(Texts.shown(text)));
          }
        });
    label.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    label.setMinWidth(0);
    label
        .skinProperty()
        .subscribe(_ -> label.lookupAll(".text").forEach(drawn -> keepWhole((Text) drawn, label)));
    return label;
  }

  private static void keepWhole(Text drawn, Label label) {
    drawn
        .textProperty()
        .subscribe(left -> {
          if (!left.equals(label.getText())) {
            drawn.setText(Names.whole(left, label.getText()));
          }
        });
  }

  /// Scrolls as far as is needed to bring a node of a pane into sight, if it is one.
  public static void reveal(ScrollPane pane, @Nullable Node node) {
    if (node == null || !isWithin(pane.getContent(), node)) {
      return;
    }
    Bounds content = pane.getContent().getLayoutBounds();
    Bounds view = pane.getViewportBounds();
    Bounds bounds = pane.getContent().sceneToLocal(node.localToScene(node.getLayoutBounds()));
    double hidden = content.getHeight() - view.getHeight();
    double top = pane.getVvalue() * hidden;
    if (hidden > 0 && bounds.getMinY() < top) {
      pane.setVvalue(bounds.getMinY() / hidden);
    } else if (hidden > 0 && bounds.getMaxY() > top + view.getHeight()) {
      pane.setVvalue((bounds.getMaxY() - view.getHeight()) / hidden);
    }
    double beyond = content.getWidth() - view.getWidth();
    double left = pane.getHvalue() * beyond;
    if (beyond > 0 && bounds.getMinX() < left) {
      pane.setHvalue(bounds.getMinX() / beyond);
    } else if (beyond > 0 && bounds.getMaxX() > left + view.getWidth()) {
      pane.setHvalue((bounds.getMaxX() - view.getWidth()) / beyond);
    }
  }

  private static boolean isWithin(Node outer, Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (at.equals(outer)) {
        return true;
      }
    }
    return false;
  }

  /// Shows a node and gives it room, or neither.
  public static void show(Node node, boolean isShown) {
    node.setVisible(isShown);
    node.setManaged(isShown);
  }

  /// How high a cell of a list is in which words wrap at its width: a cell is not asked at any
  /// width.
  public static double heightInList(ListCell<?> cell, Region content) {
    Insets insets = cell.getInsets();
    double width = cell.getWidth();
    if (width <= 0 && cell.getListView() != null) {
      width = cell.getListView().getWidth() - across(cell.getListView().getInsets());
    }
    // A list that was never seen has no width.
    double given = Math.max(content.minWidth(-1), width - across(insets));
    return content.prefHeight(given) + insets.getTop() + insets.getBottom();
  }

  private static double across(Insets insets) {
    return insets.getLeft() + insets.getRight();
  }

  /// Something to be known, beside a picture that warns.
  public static HBox warning(String text) {
    return row(
        icon(Material2OutlinedMZ.REPORT_PROBLEM), List.of(paragraph(text)), "reason", "warning");
  }

  /// An icon with lines of text beside it.
  public static HBox row(Node icon, List<? extends Node> lines, String... styleClasses) {
    var row = new HBox(icon);
    row.getChildren().addAll(lines);
    lines.forEach(line -> HBox.setHgrow(line, Priority.ALWAYS));
    row.getStyleClass().addAll(styleClasses);
    return row;
  }
}
