package app.diptych.ui.disks;

import app.diptych.ui.parts.Dialogs;
import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Texts;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.controlsfx.control.textfield.CustomTextField;
import org.controlsfx.control.textfield.TextFields;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/// One of the two panels: its heading, a search, the cards, and the ways to image files and NBD
/// disks.
public final class PanelView extends VBox {
  private static final PseudoClass DROP = PseudoClass.getPseudoClass("drop");

  /// Which of the two a panel is.
  public enum Kind {
    /// What is cloned.
    SOURCE("source", "card.missing"),
    /// What is overwritten.
    TARGET("target", "card.new");

    private final String id;
    private final String missingKey;

    Kind(String id, String missingKey) {
      this.id = id;
      this.missingKey = missingKey;
    }

    /// What the ids of its parts begin with.
    String id() {
      return id;
    }

    /// What is said of a file that is not there.
    String missing() {
      return Texts.of(missingKey);
    }
  }

  private final Kind kind;
  private final PanelModel model;
  private final Around around;
  private final CardList cards;
  private final CustomTextField search;

  /// What both panels have around them.
  ///
  /// @param nbd makes what asks a server
  /// @param isLive whether the source is to stay in use
  /// @param refresh lists everything again
  /// @param folders where a file for a panel is likely to be
  /// @param chooser asks for files
  public record Around(
      Supplier<NbdModel> nbd,
      ObservableValue<Boolean> isLive,
      Runnable refresh,
      Function<PanelModel, List<Path>> folders,
      ImageChooser chooser) {}

  /// A panel of the window.
  public PanelView(Kind kind, PanelModel model, Around around) {
    this.kind = kind;
    this.model = model;
    this.around = around;
    cards = new CardList(model, kind);
    search = search();
    setId(kind.id + "-panel");
    getStyleClass().addAll("panel", kind.id);
    VBox.setVgrow(cards, Priority.ALWAYS);
    getChildren().addAll(heading(), search, notice(), cards, others());
    setOnDragOver(this::dragged);
    setOnDragExited(_ -> pseudoClassStateChanged(DROP, false));
    setOnDragDropped(this::dropped);
  }

  /// The search field, for the window's shortcut.
  public CustomTextField searchField() {
    return search;
  }

  /// Moves the keyboard to the cards.
  public void focusCards() {
    cards.focusCard();
  }

  /// Asks for an image that is there and offers it here.
  public void openImage() {
    offer(around.chooser().existing(getScene().getWindow(), around.folders().apply(model)));
  }

  /// Asks for the address of an NBD disk and offers it here.
  public void openNbd() {
    Dialogs.ask(
        this,
        new NbdDialog(around.nbd().get(), kind),
        found -> {
          model.offerAndChoose(found);
          around.refresh().run();
        });
  }

  private void newImage() {
    offer(around.chooser().fresh(getScene().getWindow(), around.folders().apply(model)));
  }

  private void offer(Optional<Path> image) {
    image.ifPresent(file -> {
      model.offerAndChoose(file);
      around.refresh().run();
    });
  }

  private VBox heading() {
    Label title = Parts.label(text("panel.source", "panel.target"), "panel-title");
    title.setId(kind.id + "-title");
    // No mnemonic: on a label without a single control it would swallow the window's shortcut.
    Parts.hint(title, text("panel.source-key", "panel.target-key"));
    Label hint = Parts.paragraph("", "panel-hint");
    hint.setId(kind.id + "-hint");
    around.isLive().subscribe(isLive -> hint.setText(hint(isLive)));
    return new VBox(title, hint);
  }

  private HBox notice() {
    Label words = Parts.paragraph("");
    words.setId(kind.id + "-notice");
    words.textProperty().bind(model.noticeProperty());
    HBox row =
        Parts.row(
            Parts.icon(Material2OutlinedMZ.REPORT_PROBLEM), List.of(words), "reason", "warning");
    model.noticeProperty().subscribe(text -> Parts.show(row, !text.isEmpty()));
    return row;
  }

  private String hint(boolean isLive) {
    return switch (kind) {
      case SOURCE -> isLive ? Texts.of("panel.source-live") : Texts.of("panel.source-hint");
      case TARGET -> Texts.of("panel.target-hint");
    };
  }

  private CustomTextField search() {
    var field = (CustomTextField) TextFields.createClearableTextField();
    field.setId(kind.id + "-search");
    field.setLeft(Parts.icon(Material2OutlinedMZ.SEARCH, "search-icon"));
    field.setPromptText(Texts.of("panel.search"));
    field.setAccessibleText(text("panel.search-source", "panel.search-target"));
    field.textProperty().bindBidirectional(model.searchProperty());
    field.getStyleClass().add("search");
    field.setOnKeyPressed(event -> {
      switch (event.getCode()) {
        case ESCAPE -> field.clear();
        case DOWN, ENTER -> cards.focusFound();
        default -> {}
      }
    });
    return field;
  }

  private FlowPane others() {
    var open =
        Parts.wire(
            new Button(),
            kind.id + "-open-image",
            text("panel.open-source", "panel.open-target"),
            this::openImage);
    open.setGraphic(Parts.icon(Material2OutlinedAL.FOLDER_OPEN));
    Parts.hint(open, text("panel.open-source-hint", "panel.open-target-hint"));
    var buttons = new FlowPane(open);
    buttons.getStyleClass().add("panel-buttons");
    if (kind == Kind.TARGET) {
      var fresh =
          Parts.wire(new Button(), "target-new-image", Texts.of("panel.new"), this::newImage);
      fresh.setGraphic(Parts.icon(Material2OutlinedMZ.NOTE_ADD));
      Parts.hint(fresh, Texts.of("panel.new-hint"));
      buttons.getChildren().add(fresh);
    }
    var nbd =
        Parts.wire(
            new Button(),
            kind.id + "-open-nbd",
            text("panel.nbd-source", "panel.nbd-target"),
            this::openNbd);
    nbd.setGraphic(Parts.icon(Material2OutlinedAL.DNS));
    Parts.hint(nbd, text("panel.nbd-source-hint", "panel.nbd-target-hint"));
    buttons.getChildren().add(nbd);
    return buttons;
  }

  private String text(String forSource, String forTarget) {
    return switch (kind) {
      case SOURCE -> Texts.of(forSource);
      case TARGET -> Texts.of(forTarget);
    };
  }

  private void dragged(DragEvent event) {
    if (event.getDragboard().hasFiles()) {
      event.acceptTransferModes(TransferMode.COPY, TransferMode.LINK);
      pseudoClassStateChanged(DROP, true);
    }
    event.consume();
  }

  private void dropped(DragEvent event) {
    List<Path> files = event.getDragboard().getFiles().stream().map(File::toPath).toList();
    drop(files);
    event.setDropCompleted(!files.isEmpty());
    event.consume();
  }

  /// Offers the files that were dropped here; a single one is picked, as it was meant.
  void drop(List<Path> files) {
    if (files.size() == 1) {
      model.offerAndChoose(files.getFirst());
    } else {
      model.offer(files);
    }
    around.refresh().run();
  }
}
