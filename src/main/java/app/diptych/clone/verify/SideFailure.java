package app.diptych.clone.verify;

import app.diptych.block.DeviceException;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Phase;
import app.diptych.clone.Refusal;
import app.diptych.clone.control.Cancellation;
import app.diptych.mirror.MirrorState;
import java.io.Serial;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A device's failure, and which of the two it was.
public final class SideFailure extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private static final Logger LOG = LoggerFactory.getLogger(SideFailure.class);

  private final Refusal.Role role;
  private final DeviceException failure;

  SideFailure(Refusal.Role role, DeviceException failure) {
    super(failure);
    this.role = role;
    this.failure = failure;
  }

  /// What a mirror's failure in a phase means to a person.
  public static CloneResult.Failed of(MirrorState.Failed failed, Phase phase) {
    LOG.error("the copy failed: {}", failed.side(), failed.cause());
    Refusal.Role role =
        switch (failed.side()) {
          case PRIMARY -> Refusal.Role.SOURCE;
          case SECONDARY -> Refusal.Role.TARGET;
        };
    return CloneResult.Failed.of(phase, role, failed.cause());
  }

  /// Waits for a side's read. An interrupt counts as the wish to end, and the thread stays
  /// interrupted.
  static void await(Future<?> read, Refusal.Role role, Cancellation cancellation)
      throws SideFailure {
    try {
      // What has been read already is not waited for, and then nobody else would look.
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      read.get();
    } catch (InterruptedException _) {
      cancellation.cancel();
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case DeviceException failure -> throw new SideFailure(role, failure);
        case null, default -> throw new IllegalStateException("a read ended by a bug", e);
      }
    }
  }

  /// Which of the two.
  public Refusal.Role role() {
    return role;
  }

  /// What it said.
  public DeviceException failure() {
    return failure;
  }
}
