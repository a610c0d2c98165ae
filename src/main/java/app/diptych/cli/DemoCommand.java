package app.diptych.cli;

import app.diptych.block.DeviceException;
import app.diptych.cli.output.Console;
import app.diptych.cli.output.ProgressKind;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.Endpoint;
import app.diptych.clone.Fit;
import app.diptych.clone.Sentences;
import app.diptych.sample.LiveWriter;
import app.diptych.sample.SampleDisk;
import app.diptych.sample.SamplePair;
import app.diptych.units.Sizes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `diptych demo`: the main job on two sample disks, for whoever has just built the program.
final class DemoCommand implements Callable<Integer> {
  private final Console console;
  private final Machine machine;
  private final JobRunner jobs;
  private final WindowDoor door;

  private final Setting<Path> dir =
      Setting.parameter(
          0, "DIR", Path.class, "Where the images go; those of an earlier time are replaced.");

  private final Setting<Boolean> noWindow =
      Setting.flag("--no-window", "Clone, even where there is a display.");

  private final ProgressOption progress = new ProgressOption();

  DemoCommand(Console console, Machine machine, JobRunner jobs, WindowDoor door) {
    this.console = console;
    this.machine = machine;
    this.jobs = jobs;
    this.door = door;
  }

  /// The command, its options and its help.
  CommandSpec spec() {
    CommandSpec spec =
        Form.of(
            "demo",
            this,
            "Makes two sample disks in DIR. Where there is a display, offers them in the window; else"
                + " clones one onto the other while somebody writes to it.");
    spec.usageMessage().hidden(true);
    dir.addTo(spec);
    noWindow.addTo(spec);
    progress.addTo(spec);
    return spec;
  }

  @Override
  public Integer call() {
    try {
      return show(SamplePair.create(dir.value()));
    } catch (IOException | DeviceException e) {
      console.complain("the sample disks cannot be made: " + Sentences.reason(e));
      return ExitCode.FAILED;
    }
  }

  private int show(SamplePair pair) {
    Path source = pair.source();
    Path target = pair.target();
    say(
        "Two sample disks of "
            + Sizes.of(SampleDisk.SIZE)
            + ", each with a GPT, a FAT16 and a FAT32: "
            + source
            + " and "
            + target);
    if (!noWindow.isSet() && machine.hasDisplay()) {
      say("The window offers both.");
      if (door.open(List.of(source, target)) == ExitCode.DONE) {
        return ExitCode.DONE;
      }
    }
    return clone(source, target);
  }

  private int clone(Path source, Path target) {
    CloneRequest request =
        new CloneRequest(
            new Endpoint.ImageFile(source),
            new Endpoint.ImageFile(target),
            new CloneRequest.Options(Fit.EXACT, true, false, Optional.empty()));
    ProgressKind kind = progress.kind(console);
    LiveWriter writer = new LiveWriter(SampleDisk.SCRATCH, SamplePair.SOURCE_SEED);
    Ended ended = jobs.clone(request, kind, Optional.of(writer), new ReportOption());
    LiveWriter.Tally tally = writer.tally();
    say(
        String.format(
            Locale.ENGLISH,
            "Meanwhile the source was in use: %,d reads and %,d writes (%s) through the mirror.",
            tally.reads(),
            tally.writes(),
            Sizes.of(tally.bytesWritten())));
    tally.failure().ifPresent(console::complain);
    return Outcome.of(request, ended, List.of()).tell(console, kind);
  }

  private void say(String line) {
    console.out().println(line);
  }
}
