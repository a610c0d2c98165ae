package app.diptych.ui.disks;

import app.diptych.nbd.ExportFacts;
import app.diptych.text.Harmless;
import app.diptych.ui.parts.Amounts;
import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Texts;
import app.diptych.units.Sizes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// What a server offers, one of it to be picked.
final class ExportList extends VBox {
  private final ListView<ExportFacts> list = new ListView<>();
  private final Label heading = Parts.paragraph("", "erase-lost-title");

  /// A list that picks into a property.
  ExportList(ObjectProperty<Optional<ExportFacts>> picked) {
    getStyleClass().add("erase-name");
    heading.setId("nbd-offered");
    list.setId("nbd-exports");
    list.setAccessibleText(Texts.of("nbd.exports"));
    list.getStyleClass().add("exports");
    list.setCellFactory(_ -> new Cell());
    getChildren().addAll(heading, list);
    var selection = list.getSelectionModel();
    selection.selectedItemProperty().subscribe(facts -> picked.set(Optional.ofNullable(facts)));
    picked.subscribe(facts -> facts.ifPresent(selection::select));
  }

  /// Shows these; hides where there is none.
  void show(List<ExportFacts> exports) {
    if (!list.getItems().equals(exports)) {
      list.getItems().setAll(exports);
    }
    heading.setText(Texts.of("nbd.offered", exports.size()));
    Parts.show(this, !exports.isEmpty());
  }

  /// Brings the keyboard to the list.
  void focusList() {
    list.requestFocus();
  }

  /// An export's name, as a person reads it.
  static String name(ExportFacts facts) {
    return facts.name().isEmpty() ? Texts.of("nbd.default-export") : Harmless.of(facts.name());
  }

  private static String details(ExportFacts facts) {
    return Stream.of(
            Stream.of(Amounts.exact(facts.size())),
            facts.isReadOnly() ? Stream.of(Texts.of("card.read-only")) : Stream.<String>empty(),
            facts.description().map(Harmless::words).filter(words -> !words.isEmpty()).stream())
        .flatMap(s -> s)
        .collect(Collectors.joining(" · "));
  }

  private static final class Cell extends ListCell<ExportFacts> {
    // The list is as wide as its place: of a long name both ends are seen, and the size beside it.
    Cell() {
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(ExportFacts facts, boolean isEmpty) {
      super.updateItem(facts, isEmpty);
      if (isEmpty) {
        setGraphic(null);
        setAccessibleText("");
        return;
      }
      Label name = Parts.name(name(facts), "card-title");
      Parts.hint(name, name.getText());
      Label size = Parts.label(Sizes.of(facts.size()), "card-size");
      size.setMinWidth(USE_PREF_SIZE);
      var first = new HBox(name, Parts.spring(), size);
      first.getStyleClass().add("card-line");
      Label details = Parts.label(details(facts), "card-detail");
      Parts.hint(details, details.getText());
      setGraphic(new VBox(first, details));
      setAccessibleText(
          Texts.of("card.accessible", name.getText(), size.getText(), details.getText()));
    }
  }
}
