package app.diptych.sample;

import app.diptych.block.DeviceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Two sample disks of the same length as images, each with something else on it.
///
/// @param source the one to clone
/// @param target the one to clone onto
public record SamplePair(Path source, Path target) {
  /// The seed of what is random on the source.
  public static final long SOURCE_SEED = 1;

  private static final long TARGET_SEED = 2;

  /// Makes both in a folder; what was there under their names is replaced.
  public static SamplePair create(Path folder) throws IOException, DeviceException {
    Path source = fresh(folder, "source.img");
    Path target = fresh(folder, "target.img");
    new SampleDisk("The source", SOURCE_SEED).create(source);
    new SampleDisk("What the target held before", TARGET_SEED).create(target);
    return new SamplePair(source, target);
  }

  private static Path fresh(Path folder, String name) throws IOException {
    Path image = Files.createDirectories(folder).resolve(name);
    Files.deleteIfExists(image);
    return image;
  }
}
