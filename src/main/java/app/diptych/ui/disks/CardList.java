package app.diptych.ui.disks;

import app.diptych.ui.disks.PanelModel.Row;
import app.diptych.ui.parts.Parts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The cards of a panel. Tab enters at one card, the arrow keys, Home and End lead to the others.
final class CardList extends StackPane {
  private final PanelModel model;
  private final PanelView.Kind panel;
  private final VBox cards = new VBox();
  private final ScrollPane scroll = new ScrollPane(cards);
  private final Label placeholder = Parts.paragraph("", "placeholder");
  private Map<Candidate, Card> known = Map.of();
  private List<String> arrived = List.of();
  private Optional<String> chosen = Optional.empty();

  /// The cards of a model in one of the panels.
  CardList(PanelModel model, PanelView.Kind panel) {
    this.model = model;
    this.panel = panel;
    cards.getStyleClass().add("cards");
    scroll.getStyleClass().add("card-scroll");
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.setFocusTraversable(false);
    placeholder.setId(panel.id() + "-placeholder");
    placeholder.textProperty().bind(model.placeholderProperty());
    model.placeholderProperty().subscribe(text -> Parts.show(placeholder, !text.isEmpty()));
    getChildren().addAll(scroll, placeholder);
    addEventFilter(KeyEvent.KEY_PRESSED, this::travel);
    model.rowsProperty().subscribe(this::show);
    model.searchProperty().subscribe((_, _) -> revealFound());
  }

  /// Moves the keyboard to the picked card, else to the first.
  void focusCard() {
    List<Card> open = open();
    open.stream()
        .filter(Node::isFocusTraversable)
        .findFirst()
        .or(() -> open.stream().findFirst())
        .ifPresent(Node::requestFocus);
  }

  /// Moves it to the first card that the search has found: the picked one is on view as well,
  /// though nobody looks for it.
  void focusFound() {
    model.rowsProperty().get().stream()
        .filter(row -> row.candidate().matches(model.searchProperty().get()))
        .map(row -> known.get(row.candidate()))
        .filter(card -> !card.isDisabled())
        .findFirst()
        .ifPresentOrElse(Node::requestFocus, this::focusCard);
  }

  private void show(List<Row> rows) {
    Optional<String> focusedKey =
        known.entrySet().stream()
            .filter(entry -> isFocusOwner(entry.getValue()))
            .map(entry -> entry.getKey().key())
            .findFirst();
    Map<Candidate, Card> next = HashMap.newHashMap(rows.size());
    rows.forEach(row -> next.put(row.candidate(), card(row)));
    known = next;
    List<Card> nodes = rows.stream().map(row -> known.get(row.candidate())).toList();
    if (!cards.getChildren().equals(nodes)) {
      cards.getChildren().setAll(nodes);
    }
    letTabEnter(rows);
    if (focusedKey.isPresent() && open().stream().noneMatch(this::isFocusOwner)) {
      known.entrySet().stream()
          .filter(entry -> focusedKey.get().equals(entry.getKey().key()))
          .map(Map.Entry::getValue)
          .filter(card -> !card.isDisabled())
          .findFirst()
          .ifPresentOrElse(Node::requestFocus, this::focusCard);
    }
    revealNews(rows);
  }

  // What has come by itself, and what was picked by other ways than its card.
  private void revealNews(List<Row> rows) {
    rows.stream()
        .filter(Row::hasArrived)
        .filter(row -> !arrived.contains(row.candidate().key()))
        .flatMap(row -> Optional.ofNullable(known.get(row.candidate())).stream())
        .findFirst()
        .ifPresent(this::revealOnceLaidOut);
    arrived = rows.stream().filter(Row::hasArrived).map(row -> row.candidate().key()).toList();
    Optional<Row> picked = rows.stream().filter(Row::isChosen).findFirst();
    picked
        .filter(row -> !chosen.equals(Optional.of(row.candidate().key())))
        .map(row -> known.get(row.candidate()))
        .ifPresent(this::revealOnceLaidOut);
    chosen = picked.map(row -> row.candidate().key());
  }

  // Where the list was scrolled to says nothing of another one: it begins at its top, or where the
  // picked one is further down.
  private void revealFound() {
    scroll.setVvalue(0);
    model.rowsProperty().get().stream()
        .filter(Row::isChosen)
        .flatMap(row -> Optional.ofNullable(known.get(row.candidate())).stream())
        .findFirst()
        .ifPresent(this::revealOnceLaidOut);
  }

  // Whether or not the window is the one that the person types into at this moment.
  private boolean isFocusOwner(Node card) {
    return getScene() != null && card.equals(getScene().getFocusOwner());
  }

  private Card card(Row row) {
    Card card =
        Optional.ofNullable(known.get(row.candidate())).orElseGet(() -> made(row.candidate()));
    card.mark(row);
    return card;
  }

  private Card made(Candidate candidate) {
    var card =
        new Card(
            candidate, panel, new Card.Actions(() -> model.choose(candidate), removal(candidate)));
    card.focusedProperty()
        .subscribe(isFocused -> {
          if (isFocused) {
            enterAt(card);
            reveal(card);
          }
        });
    return card;
  }

  // Disks are there as long as they are plugged in.
  private Optional<Runnable> removal(Candidate candidate) {
    return switch (candidate) {
      case Candidate.OfDisk _ -> Optional.empty();
      case Candidate.OfImage _, Candidate.OfExport _ ->
          Optional.of(() -> model.withdraw(candidate));
    };
  }

  private void letTabEnter(List<Row> rows) {
    Optional<Card> focused = open().stream().filter(this::isFocusOwner).findFirst();
    Optional<Card> chosen =
        rows.stream().filter(Row::isChosen).findFirst().map(row -> known.get(row.candidate()));
    focused.or(() -> chosen).or(() -> open().stream().findFirst()).ifPresent(this::enterAt);
  }

  private void enterAt(Card card) {
    known.values().forEach(other -> other.setFocusTraversable(other.equals(card)));
  }

  private List<Card> open() {
    return cards.getChildren().stream()
        .filter(node -> !node.isDisabled())
        .map(Card.class::cast)
        .toList();
  }

  private void travel(KeyEvent event) {
    List<Card> open = open();
    int at = open.stream().map(Node::isFocused).toList().indexOf(true);
    if (at < 0) {
      return;
    }
    int to =
        switch (event.getCode()) {
          case UP -> at - 1;
          case DOWN -> at + 1;
          case HOME -> 0;
          case END -> open.size() - 1;
          default -> -1;
        };
    if (event.getCode().isArrowKey() || to >= 0) {
      event.consume();
    }
    if (to >= 0 && to < open.size()) {
      open.get(to).requestFocus();
    }
  }

  // A card that has only just been added has no place yet.
  private void revealOnceLaidOut(Card card) {
    applyCss();
    layout();
    reveal(card);
  }

  private void reveal(Card card) {
    double hidden = cards.getHeight() - scroll.getViewportBounds().getHeight();
    if (hidden <= 0) {
      return;
    }
    Bounds bounds = card.getBoundsInParent();
    double top = scroll.getVvalue() * hidden;
    double bottom = top + scroll.getViewportBounds().getHeight();
    if (bounds.getMinY() < top) {
      scroll.setVvalue(bounds.getMinY() / hidden);
    } else if (bounds.getMaxY() > bottom) {
      scroll.setVvalue((bounds.getMaxY() - scroll.getViewportBounds().getHeight()) / hidden);
    }
  }
}
