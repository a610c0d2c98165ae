package app.diptych.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `diptych window`: opens the window.
@Command(
    name = "window",
    description = "Opens the window, with image files offered beside the disks.",
    footer = {"", "Example:", "  diptych window backup.img new.img"})
final class WindowCommand implements Callable<Integer> {
  private final WindowDoor door;

  @Parameters(paramLabel = "IMAGE", arity = "0..*", description = "An image file to offer.")
  private List<Path> images = List.of();

  WindowCommand(WindowDoor door) {
    this.door = door;
  }

  @Override
  public Integer call() {
    return door.open(images);
  }
}
