package app.diptych.clone.job;

import app.diptych.block.DeviceException;
import app.diptych.block.os.FileKind;
import app.diptych.block.os.FileStatus;
import app.diptych.block.os.Identity;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Phase;
import app.diptych.clone.Sentences;
import app.diptych.clone.check.Mark;
import app.diptych.clone.check.Subject;
import app.diptych.clone.pair.OpenPair;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether the copy is where it was asked for: an image may be removed, renamed or replaced while
/// it is written, which the open file does not mind.
final class Stray {
  private static final Logger LOG = LoggerFactory.getLogger(Stray.class);

  private Stray() {}

  /// How a job ends in this phase whose copy is not there; empty where it is.
  static Optional<CloneResult> of(Subject target, OpenPair pair, Phase phase) {
    try {
      return pair.targetMark() instanceof Mark.OfPath(var open) && isElsewhere(target, open)
          ? Optional.of(
              new CloneResult.Failed(phase, Sentences.say("failure.stray", target.name())))
          : Optional.empty();
    } catch (DeviceException e) {
      LOG.warn("whether the target is where it was is not known", e);
      return Optional.empty();
    }
  }

  private static boolean isElsewhere(Subject target, Identity open) throws DeviceException {
    var written = new FileStatus(open.kind(), open.major(), open.minor(), open.inode());
    return open.kind() == FileKind.REGULAR_FILE
        && !FileStatus.of(target.path()).equals(Optional.of(written));
  }
}
