package app.diptych.journal;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.VastDevice;
import app.diptych.mirror.Mirror;
import app.diptych.mirror.MirrorListener;
import app.diptych.mirror.MirrorOptions;
import app.diptych.mirror.MirrorState;
import app.diptych.state.PrivateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.BitSet;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Journals of clones of the largest disks.
final class VastJournalTest {
  @TempDir Path place;
  private PrivateFolder files;
  private JournalFolder folder;

  @BeforeEach
  void open() throws IOException {
    files = PrivateFolder.at(place.resolve("journals"));
    folder = new JournalFolder(files);
  }

  @Test
  void theLargestDiskHasASmallOne() throws IOException {
    var huge = new JournalPair("a", "b", 20_000_000_000_000L, Instant.EPOCH, Map.of());
    try (Journal journal = folder.create(huge, MirrorOptions.DEFAULT.chunkSize())) {
      BitSet all = new BitSet();
      all.set(0, Math.toIntExact(Math.ceilDiv(huge.size(), journal.partSize())));
      journal.keep(all);
      journal.keep(all);
    }

    assertThat(Files.size(files.path().resolve(files.list().getFirst()))).isLessThan(400_000);
    assertThat(folder.brokenOff().getFirst().equalBytes()).isEqualTo(huge.size());
  }

  /// The chunks of a mirror are larger where there would be too many of them.
  @ParameterizedTest
  @ValueSource(longs = {33L << 40, 36_000_590_315_520L, 45L << 40, (100L << 40) + 512, 3L << 50})
  void aMirrorOfAVastDiskKeepsOne(long size) throws Exception {
    var vast = new JournalPair("a", "b", size, Instant.EPOCH, Map.of());
    var options = MirrorOptions.DEFAULT;
    try (Journal journal = folder.create(vast, options.chunkSize());
        var mirror =
            Mirror.connect(
                new VastDevice("a", size),
                new VastDevice("b", size),
                options,
                journal,
                MirrorListener.NONE)) {
      assertThat(mirror.state()).isNotInstanceOf(MirrorState.Failed.class);
    }
    assertThat(Files.size(files.path().resolve(files.list().getFirst()))).isLessThan(400_000);
  }
}
