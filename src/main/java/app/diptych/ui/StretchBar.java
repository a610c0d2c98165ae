package app.diptych.ui;

import app.diptych.clone.Wording;
import app.diptych.disks.Partition;
import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Texts;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.layout.Region;

/// A disk's partitions as a bar, to scale.
final class StretchBar extends Region {
  // A small partition on a large disk is still to be seen.
  private static final double LEAST_WIDTH = 4;
  private static final double GAP = 2;
  private static final PseudoClass FREE = PseudoClass.getPseudoClass("free");

  private final List<Stretch> stretches;

  /// A bar of these stretches, at least one.
  StretchBar(List<Stretch> stretches) {
    this.stretches = stretches;
    getStyleClass().add("stretch-bar");
    stretches.forEach(stretch -> getChildren().add(part(stretch)));
  }

  /// A stretch in words: `sdb1 · ext4 “data” · 32 GB`.
  static String words(Stretch stretch) {
    String size = Wording.size(stretch.size());
    return stretch
        .partition()
        .map(partition -> Texts.of("stretch.partition", contents(partition), size))
        .orElseGet(() -> Texts.of("stretch.free", size));
  }

  @Override
  protected void layoutChildren() {
    List<Node> parts = getManagedChildren();
    double room = getWidth() - GAP * (parts.size() - 1) - LEAST_WIDTH * parts.size();
    double total = stretches.stream().mapToDouble(Stretch::size).sum();
    double x = 0;
    for (int i = 0; i < parts.size(); i++) {
      double width = LEAST_WIDTH + Math.max(0, room) * stretches.get(i).size() / Math.max(1, total);
      parts.get(i).resizeRelocate(x, 0, width, getHeight());
      x += width + GAP;
    }
  }

  private static Region part(Stretch stretch) {
    var part = new Region();
    part.getStyleClass().add("stretch");
    part.pseudoClassStateChanged(FREE, stretch.partition().isEmpty());
    Parts.hint(part, words(stretch));
    return part;
  }

  private static String contents(Partition partition) {
    String name = partition.path().substring(partition.path().lastIndexOf('/') + 1);
    String label = partition.label().map(l -> Texts.of("stretch.label", l)).orElse("");
    return String.join(
        " ",
        List.of(name, partition.fileSystem().map(f -> "· " + f).orElse(""), label).stream()
            .filter(s -> !s.isEmpty())
            .toList());
  }
}
