package app.diptych.clone.job;

import app.diptych.block.DeviceException;
import app.diptych.block.os.FileKind;
import app.diptych.block.os.FileStatus;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Phase;
import app.diptych.clone.Sentences;
import app.diptych.clone.check.Findings;
import app.diptych.clone.check.Mark;
import app.diptych.clone.check.Measure;
import app.diptych.clone.check.Subject;
import app.diptych.clone.pair.OpenPair;
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
    return found(phase, () -> copy(findings, pair, phase));
  }

  /// How a comparison ends that found no difference, but of a side that is not what its name leads
  /// to any more, or became longer; empty where both are as they were.
  static Optional<CloneResult> compared(Findings findings, OpenPair pair) {
    Subject source = findings.source();
    return found(
        Phase.VERIFYING,
        () ->
            isElsewhere(source, pair.sourceMark())
                ? told("failure.stray.source", source)
                : copy(findings, pair, Phase.VERIFYING));
  }

  private interface Look {
    Optional<String> at() throws DeviceException;
  }

  private static Optional<CloneResult> found(Phase phase, Look look) {
    try {
      return look.at().map(why -> new CloneResult.Failed(phase, why, CloneResult.Cure.PEACE));
    } catch (DeviceException e) {
      LOG.warn("whether both are as they were is not known", e);
      return Optional.empty();
    }
  }

  private static Optional<String> copy(Findings findings, OpenPair pair, Phase phase)
      throws DeviceException {
    String meanwhile = phase == Phase.VERIFYING ? ".compared" : ".written";
    Subject source = findings.source();
    Subject target = findings.target();
    if (isElsewhere(target, pair.targetMark())) {
      return told("failure.stray" + meanwhile, target);
    }
    long size = source.measure().orElseThrow().size();
    if (isLonger(pair.targetMark(), target.measure().map(Measure::size).orElse(size))) {
      return told("failure.stretched" + meanwhile, target);
    }
    return isLonger(pair.sourceMark(), size)
        ? told("failure.grown" + meanwhile, source)
        : Optional.empty();
  }

  private static Optional<String> told(String key, Subject side) {
    return Optional.of(Sentences.say(key, side.name()));
  }

  private static boolean isLonger(Mark mark, long size) {
    return mark instanceof Mark.OfPath(var open) && open.size() > size;
  }

  private static boolean isElsewhere(Subject side, Mark mark) throws DeviceException {
    return mark instanceof Mark.OfPath(var open)
        && open.kind() == FileKind.REGULAR_FILE
        && !FileStatus.of(side.path())
            .equals(
                Optional.of(new FileStatus(open.kind(), open.major(), open.minor(), open.inode())));
  }
}
