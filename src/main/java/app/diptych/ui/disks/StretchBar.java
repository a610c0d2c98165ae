package app.diptych.ui.disks;

import app.diptych.clone.Wording;
import app.diptych.disks.Partition;
import app.diptych.ui.parts.Amounts;
import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Texts;
import app.diptych.units.Sizes;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/// A disk's partitions as a bar, to scale: each with its label where there is room for it, those
/// that somebody stands on marked, all that is known of it while the pointer rests on it.
public final class StretchBar extends Region {
  // A small partition on a large disk is still to be seen.
  private static final double LEAST_WIDTH = 4;
  // Fewer letters than fit in here tell nothing.
  private static final double LEAST_FOR_WORDS = 40;
  private static final double GAP = 2;
  private static final PseudoClass FREE = PseudoClass.getPseudoClass("free");
  private static final PseudoClass USED = PseudoClass.getPseudoClass("used");

  private final List<Stretch> stretches;

  /// A bar of these stretches, at least one.
  public StretchBar(List<Stretch> stretches) {
    this.stretches = stretches;
    getStyleClass().add("stretch-bar");
    stretches.forEach(stretch -> getChildren().add(part(stretch)));
  }

  /// A stretch in words: `sdb1 · ext4 “data” · 32 GB`.
  static String words(Stretch stretch) {
    String size = Sizes.of(stretch.size());
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
      var part = (Label) parts.get(i);
      part.setText(width < LEAST_FOR_WORDS ? "" : brief(stretches.get(i)));
      part.resizeRelocate(x, 0, width, getHeight());
      x += width + GAP;
    }
  }

  private static Label part(Stretch stretch) {
    var part = new Label();
    part.getStyleClass().add("stretch");
    part.pseudoClassStateChanged(FREE, stretch.partition().isEmpty());
    part.pseudoClassStateChanged(
        USED, stretch.partition().filter(p -> !p.uses().isEmpty()).isPresent());
    Parts.hint(
        part,
        Stream.concat(
                Stream.of(words(stretch), Amounts.exact(stretch.size())),
                stretch.partition().stream().flatMap(StretchBar::uses))
            .collect(Collectors.joining("\n")));
    return part;
  }

  private static Stream<String> uses(Partition partition) {
    return partition.uses().stream().map(Wording::of).distinct();
  }

  private static String brief(Stretch stretch) {
    return stretch
        .partition()
        .map(p -> p.label().or(p::fileSystem).orElseGet(() -> name(p)))
        .orElseGet(() -> Texts.of("stretch.unused"));
  }

  private static String name(Partition partition) {
    return partition.path().substring(partition.path().lastIndexOf('/') + 1);
  }

  private static String contents(Partition partition) {
    String label = partition.label().map(l -> Texts.of("stretch.label", l)).orElse("");
    return Stream.of(name(partition), partition.fileSystem().map(f -> "· " + f).orElse(""), label)
        .filter(s -> !s.isEmpty())
        .collect(Collectors.joining(" "));
  }
}
