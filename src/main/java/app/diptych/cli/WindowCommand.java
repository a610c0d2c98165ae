package app.diptych.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `diptych window`: opens the window.
final class WindowCommand implements Callable<Integer> {
  private final WindowDoor door;
  private final Setting<List<Path>> images =
      new Setting<>(
          PositionalParamSpec.builder()
              .index("0..*")
              .arity("0..*")
              .paramLabel("IMAGE")
              .type(List.class)
              .auxiliaryTypes(Path.class)
              .description("An image file to offer.")
              .build());

  WindowCommand(WindowDoor door) {
    this.door = door;
  }

  /// The command, its options and its help.
  CommandSpec spec() {
    CommandSpec spec =
        Form.of("window", this, "Opens the window, with image files offered beside the disks.");
    spec.usageMessage().footer("", "Example:", "  diptych window backup.img new.img");
    images.addTo(spec);
    return spec;
  }

  @Override
  public Integer call() {
    return door.open(images.or(List.of()));
  }
}
