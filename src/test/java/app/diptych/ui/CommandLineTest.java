package app.diptych.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneRequest.Options;
import app.diptych.clone.Endpoint;
import app.diptych.clone.ExportPlan;
import app.diptych.clone.Fit;
import app.diptych.clone.Skipping;
import app.diptych.mirror.CopyMode;
import app.diptych.nbd.NbdUri;
import app.diptych.ui.job.Wish;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The commands that do what the window is about to do.
final class CommandLineTest {

  @Test
  void whatIsAlwaysSoIsNotSaid() {
    assertThat(CommandLine.of(clone("/dev/sdb", "/dev/sdc", Options.DEFAULT)))
        .isEqualTo("diptych clone /dev/sdb /dev/sdc");
  }

  @Test
  void everyChoiceIsAnOption() {
    var options =
        new Options(Fit.START, true, true, Optional.empty())
            .with(new Skipping(3, Optional.of(Path.of("/srv/old disk.map"))));

    assertThat(CommandLine.of(clone("/dev/sdb", "it's.img", options)))
        .isEqualTo(
            "diptych clone /dev/sdb 'it'\\''s.img' --fit=start --verify --accept-mounted-source"
                + " --on-read-error=skip --retries 3 --map '/srv/old disk.map'");
  }

  @Test
  void aNameThatLooksLikeAnOptionIsNone() {
    assertThat(CommandLine.of(clone("--yes", "-b", Options.DEFAULT)))
        .isEqualTo("diptych clone ./--yes ./-b");
  }

  @Test
  void aSourceThatStaysInUseIsMirrored() {
    CloneRequest request = clone("/dev/sdb", "/dev/sdc", Options.DEFAULT).request();
    var tcp =
        new ExportPlan(
            Optional.of(NbdUri.parse("nbd://localhost:10810/vm")), false, Optional.empty(), false);

    assertThat(
            CommandLine.of(
                new Wish(request, Optional.of(ExportPlan.PRIVATE), CopyMode.WRITE_BLOCKING)))
        .isEqualTo("diptych mirror /dev/sdb /dev/sdc");
    assertThat(CommandLine.of(new Wish(request, Optional.of(tcp), CopyMode.BACKGROUND)))
        .isEqualTo(
            "diptych mirror /dev/sdb /dev/sdc --export nbd://localhost:10810/vm"
                + " --copy-mode=background");
  }

  private static Wish clone(String source, String target, Options options) {
    var request =
        new CloneRequest(
            new Endpoint.ImageFile(Path.of(source)),
            new Endpoint.ImageFile(Path.of(target)),
            options);
    return new Wish(request, Optional.empty(), CopyMode.WRITE_BLOCKING);
  }
}
