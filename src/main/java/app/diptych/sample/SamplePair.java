package app.diptych.sample;

import app.diptych.block.DeviceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;

/// Two sample disks of the same length as images, each with something else on it.
///
/// @param source the one to clone
/// @param target the one to clone onto
public record SamplePair(Path source, Path target) {
  /// The seed of what is random on the source.
  public static final long SOURCE_SEED = 1;

  private static final long TARGET_SEED = 2;

  /// Makes both in a folder; those of an earlier time are replaced.
  ///
  /// @throws IOException if something else is there under their names, too
  public static SamplePair create(Path folder) throws IOException, DeviceException {
    Files.createDirectories(folder);
    SamplePair pair = new SamplePair(folder.resolve("source.img"), folder.resolve("target.img"));
    requireNoOther(pair.source);
    requireNoOther(pair.target);
    Files.deleteIfExists(pair.source);
    Files.deleteIfExists(pair.target);
    new SampleDisk("The source", SOURCE_SEED).create(pair.source);
    new SampleDisk("What the target held before", TARGET_SEED).create(pair.target);
    return pair;
  }

  // Both are called as anybody may call an image of his own. By their size, as what they hold is
  // cloned onto and written to.
  private static void requireNoOther(Path image) throws IOException {
    if (Files.exists(image, LinkOption.NOFOLLOW_LINKS)
        && !(Files.isRegularFile(image, LinkOption.NOFOLLOW_LINKS)
            && Set.of(0L, SampleDisk.SIZE).contains(Files.size(image)))) {
      throw new IOException(image + " is there, and is no sample disk");
    }
  }
}
