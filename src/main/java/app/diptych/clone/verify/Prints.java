package app.diptych.clone.verify;

import app.diptych.block.BlockDevice;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Comparison;
import app.diptych.digest.FingerprintedDevice;
import app.diptych.digest.Fingerprints;
import app.diptych.mirror.MirrorOptions;
import java.util.Optional;

/// Hashes of what a job reads of its source, where its target is to be compared with them.
///
/// @param way how it is compared
/// @param source the source
/// @param taken the hashes; empty where both sides are to be read
public record Prints(Comparison way, BlockDevice source, Optional<Fingerprints> taken) {

  /// Those that a request needs.
  public static Prints of(CloneRequest request, BlockDevice source) {
    Comparison way = request.options().comparison();
    boolean areWanted = request.options().verify() && way.way() == Comparison.Way.HASH;
    long size = source.geometry().size();
    return new Prints(
        way,
        source,
        areWanted
            ? Optional.of(new Fingerprints(size, MirrorOptions.DEFAULT.chunkSize()))
            : Optional.empty());
  }

  /// The source, of which everything that is read is hashed.
  public BlockDevice taking() {
    return taken.<BlockDevice>map(prints -> new FingerprintedDevice(source, prints)).orElse(source);
  }

  /// Compares the two with each other, or the target with what was read; the result is how the job
  /// ends, empty where they are equal.
  public Optional<CloneResult> compare(Verification verification) {
    return taken.map(verification::target).orElseGet(() -> verification.both(way.hashes()));
  }
}
