package app.diptych.ui.parts;

import javafx.geometry.Orientation;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/// Two nodes at the ends of a line, or the one below the other where the line is too short for
/// both.
public final class Ends extends Pane {
  private static final double GAP = 16;

  private final Region first;
  private final Region last;

  /// These two.
  public Ends(Region first, Region last) {
    this.first = first;
    this.last = last;
    getChildren().addAll(first, last);
  }

  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }

  @Override
  protected double computeMinWidth(double height) {
    return Math.max(first.minWidth(-1), last.minWidth(-1));
  }

  @Override
  protected double computePrefWidth(double height) {
    return first.prefWidth(-1) + GAP + last.prefWidth(-1);
  }

  @Override
  protected double computePrefHeight(double width) {
    double one = first.prefHeight(-1);
    double other = last.prefHeight(-1);
    return isRoomFor(width) ? Math.max(one, other) : one + other;
  }

  private boolean isRoomFor(double width) {
    return width < 0 || prefWidth(-1) <= width;
  }

  @Override
  protected void layoutChildren() {
    double width = getWidth();
    double firstWidth = Math.min(width, first.prefWidth(-1));
    double lastWidth = Math.min(width, last.prefWidth(-1));
    if (isRoomFor(width)) {
      first.resizeRelocate(0, 0, firstWidth, getHeight());
      last.resizeRelocate(width - lastWidth, 0, lastWidth, getHeight());
    } else {
      double height = first.prefHeight(-1);
      first.resizeRelocate(0, 0, firstWidth, height);
      last.resizeRelocate(0, height, lastWidth, getHeight() - height);
    }
  }
}
