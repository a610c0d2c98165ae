package app.diptych.ui;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import org.kordamp.ikonli.javafx.FontIcon;

/// The pairs of text and ground that occur on screens, with their contrast as WCAG 2.2 counts it
/// (1.4.3 for texts, 1.4.11 for pictures). What is disabled is left out, as it is there.
final class Contrasts {
  private static final double LARGE = 24;
  private static final double LARGE_BOLD = 18.66;

  private final Map<String, Pair> pairs = new TreeMap<>();

  /// A pair of colours.
  ///
  /// @param front the text
  /// @param ground what is behind it
  /// @param least what WCAG AA asks for
  /// @param example where it was seen
  record Pair(Color front, Color ground, double least, String example) {

    /// Their contrast, 1 to 21.
    double contrast() {
      double one = luminance(front);
      double other = luminance(ground);
      return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    }

    /// Whether it is enough.
    boolean isEnough() {
      return contrast() >= least;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%s | %s | %.2f | %.1f | %s",
          hex(front),
          hex(ground),
          contrast(),
          least,
          example);
    }
  }

  /// Takes in a screen.
  void see(String screen, Parent root) {
    for (Node node : List.copyOf(root.lookupAll("*"))) {
      if (node instanceof Text text
          && !text.getText().isBlank()
          && Tour.isSeen(text)
          && !isDisabled(text)
          && text.getFill() instanceof Color) {
        take(screen, text);
      }
    }
  }

  /// All pairs, in order.
  List<Pair> pairs() {
    return List.copyOf(pairs.values());
  }

  private void take(String screen, Text text) {
    Color ground = ground(text);
    Color front = over((Color) text.getFill(), opacity(text), ground);
    Font font = text.getFont();
    boolean isBold = font.getStyle().toLowerCase(Locale.ROOT).contains("bold");
    boolean isLarge = font.getSize() >= (isBold ? LARGE_BOLD : LARGE);
    double least = text instanceof FontIcon || isLarge ? 3 : 4.5;
    pairs.putIfAbsent(
        hex(front) + hex(ground) + least,
        new Pair(front, ground, least, screen + ": " + name(text)));
  }

  private static boolean isDisabled(Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (at.isDisabled()) {
        return true;
      }
    }
    return false;
  }

  private static double opacity(Node node) {
    double opacity = 1;
    for (Node at = node; at != null; at = at.getParent()) {
      opacity *= at.getOpacity();
    }
    return opacity;
  }

  private static Color ground(Node node) {
    Deque<Region> outwards = new ArrayDeque<>();
    for (Node at = node.getParent(); at != null; at = at.getParent()) {
      if (at instanceof Region region && region.getBackground() != null) {
        outwards.push(region);
      }
    }
    Color ground = Color.WHITE;
    for (Region region : outwards) {
      for (BackgroundFill fill : region.getBackground().getFills()) {
        if (fill.getFill() instanceof Color color) {
          ground = over(color, 1, ground);
        }
      }
    }
    return ground;
  }

  private static Color over(Color front, double opacity, Color ground) {
    return ground.interpolate(
        new Color(front.getRed(), front.getGreen(), front.getBlue(), 1),
        front.getOpacity() * opacity);
  }

  private static double luminance(Color color) {
    return 0.2126 * linear(color.getRed())
        + 0.7152 * linear(color.getGreen())
        + 0.0722 * linear(color.getBlue());
  }

  private static double linear(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
  }

  private static String hex(Color color) {
    return String.format(
        Locale.ROOT,
        "#%02x%02x%02x",
        Math.round(color.getRed() * 255),
        Math.round(color.getGreen() * 255),
        Math.round(color.getBlue() * 255));
  }

  private static String name(Text text) {
    Node at = text;
    while (at.getId() == null && at.getStyleClass().size() < 2 && at.getParent() != null) {
      at = at.getParent();
    }
    String what =
        at.getId() != null ? "#" + at.getId() : "." + String.join(".", at.getStyleClass());
    String words = text instanceof FontIcon ? "icon" : text.getText().replaceAll("\\s+", " ");
    return what + " (" + words.substring(0, Math.min(28, words.length())) + ")";
  }
}
