package app.diptych.clone.job;

import static app.diptych.clone.Results.failed;
import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.LoopDevice;
import app.diptych.block.Content;
import app.diptych.block.Region;
import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Images;
import app.diptych.clone.Phase;
import app.diptych.clone.Undo;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Comparing real loop devices.
@Timeout(240)
final class RealVerifyTest {
  private static final int SIZE = 16 << 20;

  @TempDir private Path folder;
  @RegisterExtension private final Undo undo = new Undo();

  private LoopDevice loop(long seed) throws Exception {
    Path file = Images.random(folder.resolve("disk" + seed + ".img"), seed, SIZE);
    return undo.later(LoopDevice.of(file, 512));
  }

  private static CloneResult compare(LoopDevice source, LoopDevice target) {
    var request = Images.request(source, target, CloneRequest.Options.DEFAULT);
    return new VerifyJob(request, CloneListener.NONE).run();
  }

  @Test
  void comparingDisksFindsWhatDiffersOnTheMedium() throws Exception {
    LoopDevice source = loop(1);
    byte[] bytes = Content.random(1, SIZE);
    bytes[5000] ^= 1;
    bytes[SIZE - 1] ^= 1;
    Path file = Files.write(folder.resolve("b.img"), bytes);
    LoopDevice target = undo.later(LoopDevice.of(file, 4096));

    assertThat(compare(source, target))
        .isEqualTo(
            new CloneResult.Mismatch(
                List.of(new Region(4608, 512), new Region(SIZE - 512, 512)), 1024));
  }

  @Test
  void aTargetThatCannotBeReadBackIsNotVerified() throws Exception {
    LoopDevice source = loop(1);
    LoopDevice target = loop(2);
    try (var file = new RandomAccessFile(target.backingFile().toFile(), "rw")) {
      file.setLength(SIZE / 2);
    }

    CloneResult.Failed failed = failed(compare(source, target));
    assertThat(failed.phase()).isEqualTo(Phase.VERIFYING);
    assertThat(failed.reason()).startsWith("target: read " + target);
  }
}
