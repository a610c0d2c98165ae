package app.diptych.rescue;

import app.diptych.block.Region;
import java.io.IOException;
import java.nio.file.Path;

/// Maps for tests.
public final class Maps {
  private Maps() {}

  /// Writes the map of a source of so many bytes that calls a region finished, and nothing else.
  public static void callFinished(Path map, long size, Region region) throws IOException {
    Standing standing = Standing.start(size);
    standing.map().set(region, Status.FINISHED);
    new MapFile(map).write(standing);
  }
}
