package app.diptych.ui.disks;

import app.diptych.disks.Disk;
import app.diptych.nbd.ExportFacts;
import app.diptych.text.Harmless;
import app.diptych.ui.disks.PanelModel.Row;
import app.diptych.ui.parts.Amounts;
import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Texts;
import app.diptych.units.Sizes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/// One thing that can be picked, as a card: a click, Space or Enter picks it. What was offered by
/// hand goes away again by its cross or Delete.
final class Card extends VBox {
  private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
  private static final PseudoClass ARRIVED = PseudoClass.getPseudoClass("arrived");

  private final Label arrival = Parts.label(Texts.of("card.arrived"), "card-badge");
  private final VBox twinRow = new VBox();
  private final Label obstacle = Parts.paragraph("", "card-obstacle");
  private final HBox obstacleRow;
  private final Candidate candidate;
  private final PanelView.Kind panel;
  private Optional<Twin> twin = Optional.empty();

  /// What a person does with a card.
  ///
  /// @param choose picks it
  /// @param remove takes it away, where that can be done
  record Actions(Runnable choose, Optional<Runnable> remove) {}

  /// A card in one of the panels.
  Card(Candidate candidate, PanelView.Kind panel, Actions actions) {
    this.candidate = candidate;
    this.panel = panel;
    setId(panel.id() + "-" + candidate.idPart());
    getStyleClass().add("card");
    setAccessibleRole(AccessibleRole.RADIO_BUTTON);
    var why = isSilent() ? Material2OutlinedAL.HOURGLASS_EMPTY : Material2OutlinedAL.LOCK;
    obstacleRow = Parts.row(Parts.icon(why), List.of(obstacle), "card-note");
    getChildren().add(new HBox(Icons.of(candidate), words()));
    var head = (HBox) getChildren().getFirst();
    head.getStyleClass().add("card-head");
    actions.remove().ifPresent(remove -> head.getChildren().add(cross(remove)));
    getChildren().add(twinRow);
    switch (candidate) {
      case Candidate.OfDisk(var disk) -> addDisk(disk);
      case Candidate.OfExport(_, var facts) -> addExport(facts);
      case Candidate.OfImage _ -> {}
    }
    getChildren().add(obstacleRow);
    Parts.show(twinRow, false);
    setOnMousePressed(event -> {
      requestFocus();
      // The pane that scrolls the cards would take the focus else, and with it Delete.
      event.consume();
    });
    setOnMouseClicked(event -> {
      if (event.getButton() == MouseButton.PRIMARY) {
        actions.choose().run();
      }
    });
    setOnKeyPressed(event -> pressed(event, actions));
  }

  private boolean isSilent() {
    return candidate instanceof Candidate.OfDisk(var disk) && disk.isSilent();
  }

  private static void pressed(KeyEvent event, Actions actions) {
    if (event.isShortcutDown() || event.isAltDown()) {
      return;
    }
    Optional<Runnable> action =
        switch (event.getCode()) {
          case SPACE, ENTER -> Optional.of(actions.choose());
          case DELETE -> actions.remove();
          default -> Optional.empty();
        };
    action.ifPresent(does -> {
      does.run();
      event.consume();
    });
  }

  // Not in Tab's way: Delete does the same.
  private Button cross(Runnable remove) {
    var cross = Parts.wire(new Button(), getId() + "-remove", Texts.of("card.remove"), remove);
    cross.setText("");
    cross.setGraphic(Parts.icon(Material2OutlinedAL.CLOSE));
    cross.getStyleClass().addAll("flat", "card-remove");
    cross.setFocusTraversable(false);
    Parts.hint(cross, Texts.of("card.remove-hint"));
    return cross;
  }

  /// Shows whether it is picked, or why it cannot be, what tells it from its twin, and whether it
  /// has come just now.
  void mark(Row row) {
    pseudoClassStateChanged(CHOSEN, row.isChosen());
    pseudoClassStateChanged(ARRIVED, row.hasArrived());
    setDisable(row.obstacle().isPresent());
    obstacle.setText(row.obstacle().orElse(""));
    Parts.show(obstacleRow, row.obstacle().isPresent());
    Parts.show(arrival, row.hasArrived());
    if (!twin.equals(row.twin())) {
      twin = row.twin();
      twinRow.getChildren().setAll(twin.stream().map(TwinLine::new).toList());
      Parts.show(twinRow, twin.isPresent());
    }
    setAccessibleText(
        Stream.of(
                Stream.of(candidate.title(), sizeOf(), where()),
                row.twin().stream().map(TwinLine::words),
                row.hasArrived() ? Stream.of(Texts.of("card.arrived")) : Stream.<String>empty(),
                row.isChosen() ? Stream.of(Texts.of("card.chosen")) : row.obstacle().stream())
            .flatMap(s -> s)
            .collect(Collectors.joining(", ")));
  }

  private VBox words() {
    Label title = Parts.name(candidate.title(), "card-title");
    Parts.hint(title, candidate.title());
    Label size = Parts.label(sizeOf(), "card-size");
    size.setMinWidth(USE_PREF_SIZE);
    candidate.size().ifPresent(bytes -> Parts.hint(size, Amounts.exact(bytes)));
    var first = new HBox(title, Parts.spring(), size);
    first.getStyleClass().add("card-line");
    Label where = Parts.name(where(), "card-detail");
    Parts.hint(where, hint());
    var words = new VBox(first, where);
    if (candidate instanceof Candidate.OfDisk(var disk)) {
      words.getChildren().add(Parts.label(DiskFacts.detail(disk), "card-detail"));
    }
    words.getChildren().add(arrival);
    words.setMinWidth(0);
    HBox.setHgrow(words, Priority.ALWAYS);
    return words;
  }

  private void addDisk(Disk disk) {
    List<Stretch> stretches = Stretch.of(disk);
    if (!stretches.isEmpty()) {
      getChildren().add(new StretchBar(stretches));
    }
    DiskFacts.notes(disk).stream().map(Card::note).forEach(getChildren()::add);
  }

  private void addExport(ExportFacts facts) {
    if (facts.isReadOnly()) {
      Label label = Parts.paragraph(Texts.of("card.read-only"), "card-detail");
      getChildren()
          .add(Parts.row(Parts.icon(Material2OutlinedAL.INFO), List.of(label), "card-note"));
    }
  }

  private static Node note(DiskFacts.Note note) {
    var icon =
        switch (note.kind()) {
          case SYSTEM, READ_ONLY -> Material2OutlinedAL.INFO;
          case TROUBLE -> Material2OutlinedMZ.REPORT_PROBLEM;
          case IN_USE -> Material2OutlinedAL.LINK;
        };
    Label label = Parts.paragraph(note.text(), "card-detail");
    HBox row = Parts.row(Parts.icon(icon), List.of(label), "card-note");
    switch (note.kind()) {
      case SYSTEM -> row.getStyleClass().add("warning");
      case TROUBLE -> row.getStyleClass().add("trouble");
      case READ_ONLY, IN_USE -> {}
    }
    Parts.hint(label, note.hint());
    return row;
  }

  private String sizeOf() {
    return candidate.size().isPresent() ? Sizes.of(candidate.size().getAsLong()) : panel.missing();
  }

  private String where() {
    return switch (candidate) {
      case Candidate.OfDisk(var disk) -> DiskFacts.where(disk);
      case Candidate.OfImage(var path, _) -> Harmless.of(String.valueOf(path.getParent()));
      case Candidate.OfExport(var uri, _) -> uri.toString();
    };
  }

  private String hint() {
    return switch (candidate) {
      case Candidate.OfDisk(var disk) -> DiskFacts.hint(disk);
      case Candidate.OfImage(var path, _) -> Harmless.of(path.toString());
      case Candidate.OfExport(var uri, var facts) ->
          Stream.concat(facts.description().stream(), Stream.of(uri.toString()))
              .collect(Collectors.joining("\n"));
    };
  }
}
