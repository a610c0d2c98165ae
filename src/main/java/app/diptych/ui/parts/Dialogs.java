package app.diptych.ui.parts;

import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.DialogPane;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;
import javafx.stage.Screen;

/// Dialogs that look as the window does, are not answered by chance, and fit on the screen.
public final class Dialogs {
  // Of a screen's height; the rest is for buttons of several lines and for the window's frame.
  private static final double SHARE = 0.75;

  private Dialogs() {}

  /// The pane of a dialog, as high as its words and buttons are in its width.
  public static DialogPane pane(Dialog<?> dialog) {
    var pane =
        new DialogPane() {
          @Override
          public Orientation getContentBias() {
            return Orientation.HORIZONTAL;
          }
        };
    dialog.setDialogPane(pane);
    return pane;
  }

  /// The two buttons of a dialog by which something may be lost.
  ///
  /// @param go does it
  /// @param stay leaves it be
  public record Choice(Button go, Button stay) {}

  /// Makes a dialog ask whether something is to be done by which something is lost. Enter and
  /// Escape both mean no, until the person has gone to the other button.
  ///
  /// @param id what the ids of its parts begin with
  /// @param yes the words of the button that does it
  /// @param no the words of the other one
  public static Choice choice(
      Dialog<Boolean> dialog, String id, String title, String yes, String no) {
    var does = new ButtonType(yes, ButtonData.OTHER);
    var stays = new ButtonType(no, ButtonData.CANCEL_CLOSE);
    dialog.setTitle(title);
    dialog.setResultConverter(type -> type != null && type.equals(does));
    DialogPane pane = pane(dialog);
    pane.setId(id + "-dialog");
    pane.getStyleClass().add("erase-dialog");
    pane.getButtonTypes().addAll(does, stays);
    Button go = button(pane, does, id + "-go");
    go.setDefaultButton(false);
    go.getStyleClass().add("danger");
    Button stay = button(pane, stays, id + "-cancel");
    stay.setDefaultButton(true);
    dialog.setOnShown(_ -> stay.requestFocus());
    return new Choice(go, stay);
  }

  private static Button button(DialogPane pane, ButtonType type, String id) {
    var button = (Button) pane.lookupButton(type);
    ButtonBar.setButtonUniformSize(button, false);
    button.setId(id);
    return button;
  }

  /// What a dialog says, scrolled where the screen has no room for it above the buttons.
  ///
  /// @param name what it is called for those who cannot see it
  public static ScrollPane scrolled(String id, String name, Region content) {
    var scroll = new Scrolled(content);
    scroll.setId(id);
    scroll.setAccessibleText(name);
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("card-scroll");
    scroll
        .focusTraversableProperty()
        .bind(
            Bindings.createBooleanBinding(
                () -> content.getHeight() > scroll.getViewportBounds().getHeight() + 1,
                content.heightProperty(),
                scroll.viewportBoundsProperty()));
    return scroll;
  }

  /// Asks in a dialog that looks as the window of a node does, and goes on with the answer unless
  /// the person thinks better of it.
  public static <A> void ask(Node node, Dialog<A> dialog, Consumer<A> onAnswer) {
    Scene scene = node.getScene();
    dialog.initOwner(scene.getWindow());
    // Bound: what is set meanwhile is seen in the dialog as well.
    Bindings.bindContent(dialog.getDialogPane().getStylesheets(), scene.getStylesheets());
    dialog.resultProperty().subscribe(answer -> Optional.ofNullable(answer).ifPresent(onAnswer));
    dialog.show();
    Settling.in(dialog.getDialogPane());
    Scene own = dialog.getDialogPane().getScene();
    own.addPostLayoutPulseListener(() -> makeRoom(dialog.getDialogPane()));
  }

  // A dialog stays as high as it was opened, and its words or their size may grow meanwhile.
  private static void makeRoom(DialogPane pane) {
    Scene scene = pane.getScene();
    boolean isCut = pane.prefHeight(pane.getWidth()) > scene.getHeight() + 1;
    if (isCut && scene.getWindow().isShowing()) {
      scene.getWindow().sizeToScene();
    }
  }

  // As high as its words in its width, which a scroll pane by itself does not ask them. What the
  // keyboard is led to is in sight.
  private static final class Scrolled extends ScrollPane {
    private final Region content;
    private Optional<Sight> sight = Optional.empty();

    Scrolled(Region content) {
      super(content);
      this.content = content;
      sceneProperty()
          .subscribe(scene ->
              Optional.ofNullable(scene)
                  .ifPresent(own -> own.addPostLayoutPulseListener(this::follow)));
    }

    // Once: a person may scroll away from it.
    private void follow() {
      Optional<Sight> now =
          Optional.ofNullable(getScene())
              .map(Scene::getFocusOwner)
              .map(node -> new Sight(node, content.getHeight(), getViewportBounds().getHeight()));
      if (!now.equals(sight)) {
        sight = now;
        now.ifPresent(seen -> Parts.reveal(this, seen.focused));
      }
    }

    private record Sight(Node focused, double words, double viewport) {}

    @Override
    public Orientation getContentBias() {
      return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefHeight(double width) {
      double screen = Screen.getPrimary().getVisualBounds().getHeight();
      return Math.min(content.prefHeight(width), SHARE * screen);
    }
  }
}
