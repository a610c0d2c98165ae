package app.diptych.clone.job;

import static org.assertj.core.api.Assertions.assertThatCode;

import app.diptych.block.Content;
import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.Fit;
import app.diptych.clone.Images;
import app.diptych.clone.LiveUse;
import app.diptych.clone.check.Findings;
import app.diptych.clone.check.Preflight;
import app.diptych.clone.pair.Surroundings;
import app.diptych.disks.DiskInventory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Makes image files in a folder, and jobs that clone them, on a machine without disks.
final class ImageJobs {
  /// The length of an image, in bytes; no multiple of anything but a sector.
  static final int SIZE = (5 << 20) + 512;

  /// The options of somebody who wants the clone verified.
  static final CloneRequest.Options VERIFY =
      new CloneRequest.Options(Fit.EXACT, true, false, Optional.empty());

  private final Path folder;
  private final RecordingListener listener = new RecordingListener();
  private final DiskInventory noDisks = DiskInventory.of(List::of);

  ImageJobs(Path folder) {
    this.folder = folder;
  }

  /// Who listens to every job.
  RecordingListener listener() {
    return listener;
  }

  /// An image of bytes that look random.
  Path image(String name, long seed, int size) throws IOException {
    return Images.random(folder.resolve(name), seed, size);
  }

  /// An image of holes, but for some data at its beginning and at an offset.
  Path sparse(String name, long size, long offset) throws IOException {
    Path path = image(name, 1, SIZE);
    try (var file = FileChannel.open(path, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(Content.random(2, SIZE)), offset);
      file.write(ByteBuffer.allocate(1), size - 1);
    }
    return path;
  }

  /// A job.
  CloneJob job(Path source, Path target, CloneRequest.Options options) {
    return job(source, target, options, listener);
  }

  /// A job, with somebody who listens.
  CloneJob job(Path source, Path target, CloneRequest.Options options, CloneListener who) {
    return new CloneJob(Images.request(source, target, options), noDisks, who);
  }

  /// A job, with somebody who uses the source meanwhile.
  CloneJob live(Path source, Path target, CloneRequest.Options options, LiveUse use) {
    return new CloneJob(
        Images.request(source, target, options),
        Surroundings.of(noDisks),
        listener,
        Optional.of(use));
  }

  /// What happens beside a job.
  interface Event {
    void happen() throws Exception;
  }

  /// A job before which something happens between the checks and the opening.
  CloneJob after(Path source, Path target, CloneRequest.Options options, Event between) {
    var preflight = new Preflight(noDisks);
    Function<CloneRequest, Findings> checks =
        request -> {
          Findings findings = preflight.examine(request);
          assertThatCode(between::happen).doesNotThrowAnyException();
          return findings;
        };
    return new CloneJob(
        Images.request(source, target, options),
        new Surroundings(checks, List::of, System::nanoTime),
        listener,
        Optional.empty());
  }
}
