package app.diptych.ui.job;

import app.diptych.clone.MapCell;
import app.diptych.ui.parts.Parts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Orientation;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The target as a grid of cells, from its first byte to its last one, with a legend.
final class MapView extends VBox {
  /// Cells at most.
  static final int CELLS = 240;

  private final Grid grid = new Grid();
  private final Map<MapCell.Kind, Label> legend = new EnumMap<>(MapCell.Kind.class);

  /// A map of nothing yet.
  MapView() {
    setId("job-map");
    getStyleClass().add("job-map");
    var keys = new FlowPane();
    keys.getStyleClass().add("map-legend");
    for (MapCell.Kind kind : MapCell.Kind.values()) {
      var swatch = new Region();
      swatch.getStyleClass().addAll("map-swatch", "map-cell", DiskMap.styleClass(kind));
      Label label = Parts.label(DiskMap.name(kind), "map-key");
      label.setGraphic(swatch);
      legend.put(kind, label);
      keys.getChildren().add(label);
    }
    getChildren().addAll(grid, keys);
    grid.setId("job-map-grid");
    show(List.of());
  }

  /// Shows these cells.
  void show(List<MapCell> cells) {
    DiskMap map = DiskMap.of(cells);
    grid.show(cells);
    grid.setAccessibleText(map.words());
    // What is always there keeps its place; what is rare appears with its key.
    legend.forEach((kind, label) -> {
      boolean isCommon =
          switch (kind) {
            case CLEAN, DIRTY, COPYING -> true;
            case ZERO, WRITTEN, UNREADABLE -> map.share().containsKey(kind);
          };
      Parts.show(label, isCommon || (label.isVisible() && !cells.isEmpty()));
    });
  }

  /// Cells in rows that fill the width.
  private static final class Grid extends Pane {
    private static final double LEAST = 9;
    private static final double GAP = 2;
    private static final double HEIGHT = 12;

    private final List<Cell> cells = new ArrayList<>();

    void show(List<MapCell> next) {
      if (next.size() != cells.size()) {
        cells.clear();
        next.forEach(_ -> cells.add(new Cell()));
        getChildren().setAll(cells);
      }
      for (int i = 0; i < next.size(); i++) {
        cells.get(i).show(next.get(i));
      }
    }

    private int columns(double width) {
      int most = Math.max(1, (int) ((width + GAP) / (LEAST + GAP)));
      int rows = Math.max(1, Math.ceilDiv(Math.max(1, cells.size()), most));
      return Math.ceilDiv(Math.max(1, cells.size()), rows);
    }

    @Override
    public Orientation getContentBias() {
      return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefHeight(double width) {
      int columns = columns(width < 0 ? 600 : width);
      int rows = Math.ceilDiv(Math.max(1, cells.size()), columns);
      return rows * (HEIGHT + GAP) - GAP;
    }

    @Override
    protected void layoutChildren() {
      int columns = columns(getWidth());
      double width = (getWidth() + GAP) / columns - GAP;
      for (int i = 0; i < cells.size(); i++) {
        double x = i % columns * (width + GAP);
        int row = i / columns;
        double y = row * (HEIGHT + GAP);
        cells.get(i).resizeRelocate(x, y, width, HEIGHT);
      }
    }
  }

  /// One of them. What is on the target of one that is not all there is drawn over it: a few bytes
  /// that a client has written do not make all of it look like nothing.
  private static final class Cell extends Region {
    // What is left is seen, little as it may be.
    private static final double LEAST_LEFT = 2;

    private final Region done = new Region();
    private Optional<MapCell> shown = Optional.empty();

    Cell() {
      getStyleClass().setAll("map-cell");
      done.getStyleClass().setAll("map-cell", DiskMap.styleClass(MapCell.Kind.CLEAN));
      // Its width is of no concern to what is around.
      done.setManaged(false);
      getChildren().add(done);
    }

    void show(MapCell next) {
      if (shown.filter(next::equals).isPresent()) {
        return;
      }
      if (shown.map(MapCell::kind).filter(next.kind()::equals).isEmpty()) {
        getStyleClass().setAll("map-cell", DiskMap.styleClass(next.kind()));
      }
      shown = Optional.of(next);
      layoutChildren();
    }

    @Override
    protected void layoutChildren() {
      double share = shown.filter(DiskMap::isPartly).map(MapCell::done).orElse(0.0);
      double width = Math.min(share * getWidth(), getWidth() - LEAST_LEFT);
      done.setVisible(width > 0);
      done.resizeRelocate(0, 0, Math.max(0, width), getHeight());
    }
  }
}
