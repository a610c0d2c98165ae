package app.diptych.ui.parts;

import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.Scene;
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
