package app.diptych.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.VastDevice;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A device so large that to look through all of its chunks at each step takes minutes.
final class VastMirrorTest {
  private static final long SIZE = 16L << 40;

  @Test
  @Timeout(240)
  void aVastHoleIsPassedInSeconds() throws Exception {
    IntentLog log = new FixedLog(16 << 20, new BitSet(), () -> {});
    try (Mirror mirror =
        Mirror.connect(
            new VastDevice("p", SIZE),
            new VastDevice("s", SIZE),
            MirrorOptions.DEFAULT,
            log,
            MirrorListener.NONE)) {
      assertThat(mirror.awaitEndOfCopying()).isInstanceOf(MirrorState.InSync.class);
    }
  }
}
