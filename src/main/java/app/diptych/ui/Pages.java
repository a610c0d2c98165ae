package app.diptych.ui;

import app.diptych.ui.job.JobsModel;
import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Texts;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import org.controlsfx.control.SegmentedButton;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/// The pages of the window, of which one is on view.
final class Pages extends StackPane {

  /// A page.
  enum Page {
    /// What is to be cloned.
    CLONE("page-clone"),
    /// What is being cloned.
    JOBS("page-jobs"),
    /// What was cloned.
    HISTORY("page-history"),
    /// What the program notes about itself.
    LOG("page-log");

    private final String id;

    Page(String id) {
      this.id = id;
    }
  }

  private final Map<Page, Node> nodes = new EnumMap<>(Page.class);
  private final Map<Page, Node> bars = new EnumMap<>(Page.class);
  private final Map<Page, ToggleButton> buttons = new EnumMap<>(Page.class);
  private final SegmentedButton head = new SegmentedButton();
  private final ReadOnlyObjectWrapper<Page> shown = new ReadOnlyObjectWrapper<>(Page.CLONE);

  /// The pages; the first one is on view.
  ///
  /// @param bars what can be done on a page, where that is to be in view however far it is scrolled
  Pages(Map<Page, Node> pages, Map<Page, Node> bars, JobsModel model) {
    nodes.putAll(pages);
    this.bars.putAll(bars);
    getChildren().addAll(nodes.values());
    for (Page page : Page.values()) {
      var button = Parts.wire(new ToggleButton(), page.id, words(page, ""), () -> show(page));
      button.setGraphic(
          Parts.icon(
              switch (page) {
                case CLONE -> Material2OutlinedAL.CONTENT_COPY;
                case JOBS -> Material2OutlinedAL.LIST_ALT;
                case HISTORY -> Material2OutlinedAL.HISTORY;
                case LOG -> Material2OutlinedMZ.NOTES;
              }));
      Parts.hint(
          button,
          switch (page) {
            case CLONE -> Texts.of("page.clone-hint");
            case JOBS -> Texts.of("page.jobs-hint");
            case HISTORY -> Texts.of("page.history-hint");
            case LOG -> Texts.of("page.log-hint");
          });
      buttons.put(page, button);
      head.getButtons().add(button);
    }
    head.setId("pages");
    model
        .summaryProperty()
        .subscribe(summary ->
            Optional.ofNullable(buttons.get(Page.JOBS))
                .ifPresent(button -> Parts.reword(button, words(Page.JOBS, summary))));
    show(Page.CLONE);
  }

  /// The switch from page to page.
  Node head() {
    var line = new HBox(head);
    line.getStyleClass().add("pages");
    return line;
  }

  /// The page that is on view.
  ReadOnlyObjectProperty<Page> shownProperty() {
    return shown.getReadOnlyProperty();
  }

  /// What can be done on the page that is on view.
  Node bar() {
    var bar = new StackPane();
    bar.getChildren().addAll(bars.values());
    bar.getStyleClass().add("action-bar");
    return bar;
  }

  /// Brings a page on view. Whoever typed on the one before is led to the head of this one, from
  /// where Tab leads into it.
  void show(Page page) {
    boolean isLeft = page != shown.get() && hasFocus();
    nodes.forEach((each, node) -> Parts.show(node, each == page));
    bars.forEach((each, node) -> Parts.show(node, each == page));
    buttons.forEach((each, button) -> button.setSelected(each == page));
    shown.set(page);
    if (isLeft) {
      Optional.ofNullable(buttons.get(page)).ifPresent(Node::requestFocus);
    }
  }

  private boolean hasFocus() {
    return Stream.concat(nodes.values().stream(), bars.values().stream())
        .anyMatch(Node::isFocusWithin);
  }

  private static String words(Page page, String summary) {
    return switch (page) {
      case CLONE -> Texts.of("page.clone");
      case JOBS ->
          summary.isEmpty() ? Texts.of("page.jobs") : Texts.of("page.jobs-running", summary);
      case HISTORY -> Texts.of("page.history");
      case LOG -> Texts.of("page.log");
    };
  }
}
