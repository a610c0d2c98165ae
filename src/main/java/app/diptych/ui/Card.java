package app.diptych.ui;

import app.diptych.clone.Wording;
import app.diptych.disks.Disk;
import app.diptych.nbd.ExportFacts;
import app.diptych.ui.parts.Amounts;
import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Texts;
import java.util.ArrayList;
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

/// One thing that can be picked, as a card: a click, Space or Enter picks it. What was offered by
/// hand goes away again by its cross or Delete.
final class Card extends VBox {
  private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");

  private final Label obstacle = Parts.paragraph("", "card-obstacle");
  private final HBox obstacleRow =
      Parts.row(Parts.icon(Material2OutlinedAL.LOCK), List.of(obstacle), "card-note");
  private final String name;

  /// What a person does with a card.
  ///
  /// @param choose picks it
  /// @param remove takes it away, where that can be done
  record Actions(Runnable choose, Optional<Runnable> remove) {}

  /// A card in a panel whose ids begin with a prefix.
  Card(Candidate candidate, String idPrefix, Actions actions) {
    setId(idPrefix + "-" + candidate.idPart());
    getStyleClass().add("card");
    setAccessibleRole(AccessibleRole.RADIO_BUTTON);
    getChildren().add(new HBox(Icons.of(candidate), words(candidate)));
    var head = (HBox) getChildren().getFirst();
    head.getStyleClass().add("card-head");
    actions.remove().ifPresent(remove -> head.getChildren().add(cross(remove)));
    switch (candidate) {
      case Candidate.OfDisk(var disk) -> addDisk(disk);
      case Candidate.OfExport(_, var facts) -> addExport(facts);
      case Candidate.OfImage _ -> {}
    }
    getChildren().add(obstacleRow);
    name = Texts.of("card.accessible", candidate.title(), sizeOf(candidate), where(candidate));
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

  /// Shows whether it is picked, and why it cannot be.
  void mark(boolean isChosen, Optional<String> reason) {
    pseudoClassStateChanged(CHOSEN, isChosen);
    setDisable(reason.isPresent());
    obstacle.setText(reason.orElse(""));
    Parts.show(obstacleRow, reason.isPresent());
    String state = isChosen ? Texts.of("card.chosen") : reason.orElse("");
    setAccessibleText(state.isEmpty() ? name : name + ", " + state);
  }

  private static VBox words(Candidate candidate) {
    Label title = Parts.label(candidate.title(), "card-title");
    title.setMinWidth(0);
    HBox.setHgrow(title, Priority.ALWAYS);
    title.setMaxWidth(Double.MAX_VALUE);
    Label size = Parts.label(sizeOf(candidate), "card-size");
    size.setMinWidth(USE_PREF_SIZE);
    candidate.size().ifPresent(bytes -> Parts.hint(size, Amounts.exact(bytes)));
    var first = new HBox(title, size);
    first.getStyleClass().add("card-line");
    Label where = Parts.label(where(candidate), "card-detail");
    Parts.hint(where, hintOf(candidate));
    var words = new VBox(first, where);
    words.setMinWidth(0);
    HBox.setHgrow(words, Priority.ALWAYS);
    return words;
  }

  private void addDisk(Disk disk) {
    Label sectors = Parts.label(sectors(disk), "card-detail");
    var words = (VBox) ((HBox) getChildren().getFirst()).getChildren().get(1);
    words.getChildren().add(sectors);
    List<Stretch> stretches = Stretch.of(disk);
    if (!stretches.isEmpty()) {
      getChildren().add(new StretchBar(stretches));
    }
    notes(disk).forEach(getChildren()::add);
  }

  private void addExport(ExportFacts facts) {
    if (facts.isReadOnly()) {
      getChildren().add(note("card.read-only", "card-note"));
    }
  }

  private static List<Node> notes(Disk disk) {
    var notes = new ArrayList<Node>();
    if (disk.isSystem()) {
      notes.add(note("card.system", "card-note", "warning"));
    }
    if (disk.isReadOnly()) {
      notes.add(note("card.read-only", "card-note"));
    }
    List<String> uses = disk.allUses().stream().map(Wording::of).distinct().toList();
    if (!uses.isEmpty()) {
      Label label = Parts.paragraph(String.join("\n", uses), "card-detail");
      notes.add(Parts.row(Parts.icon(Material2OutlinedAL.LINK), List.of(label), "card-note"));
    }
    return notes;
  }

  private static HBox note(String key, String... styleClasses) {
    Label label = Parts.paragraph(Texts.of(key), "card-detail");
    return Parts.row(Parts.icon(Material2OutlinedAL.INFO), List.of(label), styleClasses);
  }

  private static String sectors(Disk disk) {
    int logical = disk.sectors().logical();
    int physical = disk.sectors().physical();
    return logical == physical
        ? Texts.of("card.sectors", String.valueOf(logical))
        : Texts.of("card.sectors-physical", String.valueOf(logical), String.valueOf(physical));
  }

  private static String sizeOf(Candidate candidate) {
    return candidate.size().isPresent()
        ? Wording.size(candidate.size().getAsLong())
        : Texts.of("card.new");
  }

  private static String where(Candidate candidate) {
    return switch (candidate) {
      case Candidate.OfDisk(var disk) ->
          Stream.of(
                  Stream.of(disk.path(), TransportWords.of(disk.hardware().transport())),
                  disk.hardware().serial().stream())
              .flatMap(s -> s)
              .collect(Collectors.joining(" · "));
      case Candidate.OfImage(var path, _) -> String.valueOf(path.getParent());
      case Candidate.OfExport(var uri, _) -> uri.toString();
    };
  }

  private static String hintOf(Candidate candidate) {
    return switch (candidate) {
      case Candidate.OfDisk(var disk) ->
          Stream.of(
                  disk.backingFile().map(f -> Texts.of("card.backing-file", f)).stream(),
                  disk.hardware().serial().map(s -> Texts.of("card.serial", s)).stream(),
                  disk.hardware().wwn().map(w -> Texts.of("card.wwn", w)).stream(),
                  Stream.of(disk.path()))
              .flatMap(s -> s)
              .collect(Collectors.joining("\n"));
      case Candidate.OfImage(var path, _) -> path.toString();
      case Candidate.OfExport(var uri, var facts) ->
          Stream.concat(facts.description().stream(), Stream.of(uri.toString()))
              .collect(Collectors.joining("\n"));
    };
  }
}
