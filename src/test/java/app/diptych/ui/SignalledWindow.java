package app.diptych.ui;

import app.diptych.cli.Cli;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.input.MouseEvent;

/// The program's window, as its command opens it, in a process of its own, in which a clone is
/// begun by the ids of what is to be clicked on: the arguments, after the image that is offered.
/// Before the last one it says `ready` on standard output and waits for a line on standard input;
/// then it says `begun` and goes on until a signal.
public final class SignalledWindow {
  private SignalledWindow() {}

  /// Opens it.
  public static void main(String[] args) {
    Deque<String> ids = new ArrayDeque<>(List.of(args).subList(1, args.length));
    Thread.ofPlatform().start(() -> drive(ids));
    Cli.main(new String[] {"window", args[0]}, Window::launch);
  }

  // The toolkit is there a moment after the launch.
  private static void drive(Deque<String> ids) {
    while (true) {
      try {
        Platform.runLater(() -> new Clicking(ids).start());
        return;
      } catch (IllegalStateException _) {
        Thread.onSpinWait();
      }
    }
  }

  private static final class Clicking extends AnimationTimer {
    private final Deque<String> ids;
    private boolean isTold;

    Clicking(Deque<String> ids) {
      this.ids = ids;
    }

    @Override
    public void handle(long now) {
      String id = ids.isEmpty() ? "job-running" : ids.peek();
      javafx.stage.Window.getWindows().stream()
          .filter(window -> window.getScene() != null)
          .map(window -> window.getScene().lookup("#" + id))
          .filter(node -> node != null && !node.isDisabled() && node.isVisible())
          .findFirst()
          .ifPresent(this::reach);
    }

    private void reach(Node node) {
      if (ids.isEmpty()) {
        stop();
        System.out.println("begun");
        return;
      }
      if (ids.size() == 1 && !mayGoOn()) {
        return;
      }
      ids.remove();
      if (node instanceof Button button) {
        button.fire();
      } else {
        node.fireEvent(OpenWindow.pressed(MouseEvent.MOUSE_CLICKED));
      }
    }

    // Before the last click it waits to be told on standard input.
    private boolean mayGoOn() {
      if (!isTold) {
        System.out.println("ready");
        isTold = true;
      }
      try {
        return System.in.available() > 0;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
