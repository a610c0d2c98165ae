package app.diptych.clone;

import app.diptych.udisks.Leave;
import app.diptych.udisks.Udisks;
import app.diptych.udisks.UdisksException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How the drive of a finished target is left, so that it can be pulled out: turned off, or its
/// medium put out. Not for the JavaFX thread.
public final class Parting {
  private static final Logger LOG = LoggerFactory.getLogger(Parting.class);

  private final Udisks udisks;
  private final Path node;
  private final Leave leave;

  private Parting(Udisks udisks, Path node, Leave leave) {
    this.udisks = udisks;
    this.node = node;
    this.leave = leave;
  }

  /// The one of a target that is a whole disk; empty where its drive cannot be left, or nobody is
  /// there to ask.
  public static Optional<Parting> of(Endpoint target) {
    return of(target, Udisks.ofThisSystem());
  }

  static Optional<Parting> of(Endpoint target, Udisks udisks) {
    if (!(target instanceof Endpoint.DiskPath(var path, _))) {
      return Optional.empty();
    }
    try {
      Path node = path.toRealPath();
      return isPartition(node)
          ? Optional.empty()
          : udisks.leave(node).map(leave -> new Parting(udisks, node, leave));
    } catch (IOException | UdisksException e) {
      LOG.info("whether {} can be pulled out is not known", path, e);
      return Optional.empty();
    }
  }

  // The drive has more on it than a partition.
  private static boolean isPartition(Path node) {
    return Files.exists(Path.of("/sys/class/block", node.getFileName().toString(), "partition"));
  }

  /// Whether it is turned off; else its medium is put out.
  public boolean isPowerOff() {
    return leave == Leave.POWER_OFF;
  }

  /// Does it; may wait for a password.
  ///
  /// @return what stood against it, in the system's words; empty where nothing did
  public Optional<String> run() {
    try {
      LOG.info("udisks2 is asked to leave {}: {}", node, leave);
      udisks.leave(node, leave);
      return Optional.empty();
    } catch (UdisksException e) {
      LOG.info("it did not", e);
      return Optional.of(Sentences.message(e));
    }
  }
}
