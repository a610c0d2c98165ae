package app.diptych.clone.job;

import app.diptych.block.DeviceException;
import app.diptych.block.os.FileKind;
import app.diptych.block.os.FileStatus;
import app.diptych.block.os.Identity;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Endpoint;
import app.diptych.clone.Phase;
import app.diptych.clone.Sentences;
import app.diptych.clone.check.Findings;
import app.diptych.clone.check.Mark;
import app.diptych.clone.check.Measure;
import app.diptych.clone.check.Subject;
import app.diptych.clone.pair.OpenPair;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether the copy is where it was asked for, and as long as what was to be copied: an image may
/// be removed, renamed, replaced or made longer meanwhile, which the open file does not mind, and
/// so may a disk be made longer that is no piece of hardware.
final class Stray {
  private static final Logger LOG = LoggerFactory.getLogger(Stray.class);

  private Stray() {}

  /// How a job ends in this phase whose copy is not there; empty where it is.
  static Optional<CloneResult> of(Findings findings, OpenPair pair, Phase phase) {
    try {
      Subject source = findings.source();
      Subject target = findings.target();
      if (pair.targetMark() instanceof Mark.OfPath(var open) && isElsewhere(target, open)) {
        return failed(phase, "failure.stray", target);
      }
      long size = source.measure().orElseThrow().size();
      if (isLonger(target, target.measure().map(Measure::size).orElse(size))) {
        return failed(phase, "failure.stretched", target);
      }
      return pair.sourceMark() instanceof Mark.OfPath(var open) && open.size() > size
          ? failed(phase, "failure.grown", source)
          : Optional.empty();
    } catch (DeviceException | IOException e) {
      LOG.warn("whether both are as they were is not known", e);
      return Optional.empty();
    }
  }

  /// How a comparison ends that found no difference, but of a side that became longer meanwhile;
  /// empty where neither did.
  static Optional<CloneResult> compared(Findings findings, OpenPair pair) {
    try {
      Optional<CloneResult> source =
          grown(findings.source(), pair.sourceMark(), "failure.sourceGrown");
      return source.isPresent()
          ? source
          : grown(findings.target(), pair.targetMark(), "failure.targetGrown");
    } catch (DeviceException e) {
      LOG.warn("whether both are as they were is not known", e);
      return Optional.empty();
    }
  }

  private static Optional<CloneResult> grown(Subject side, Mark mark, String key) {
    return mark instanceof Mark.OfPath(var open)
            && open.size() > side.measure().orElseThrow().size()
        ? failed(Phase.VERIFYING, key, side)
        : Optional.empty();
  }

  private static Optional<CloneResult> failed(Phase phase, String key, Subject subject) {
    return Optional.of(
        new CloneResult.Failed(phase, Sentences.say(key, subject.name()), CloneResult.Cure.PEACE));
  }

  private static boolean isLonger(Subject image, long size) throws IOException {
    return image.endpoint() instanceof Endpoint.ImageFile && Files.size(image.path()) > size;
  }

  private static boolean isElsewhere(Subject target, Identity open) throws DeviceException {
    var written = new FileStatus(open.kind(), open.major(), open.minor(), open.inode());
    return open.kind() == FileKind.REGULAR_FILE
        && !FileStatus.of(target.path()).equals(Optional.of(written));
  }
}
